"""Amounts of channels in the words of the reader: "¥ 111,180", not "111180.00 JPY"."""

from odoo.tools import formatLang


def currencies_by_code(env, codes):
    """{code: currency}, those that are not in use here included."""
    currencies = env["res.currency"].with_context(active_test=False)
    return {one.name: one for one in currencies.search([("name", "in", list(codes))])}


def amount_text(env, currencies, amount, code):
    if currency := currencies.get(code):
        return formatLang(env, float(amount), currency_obj=currency)
    return f"{amount} {code or ''}".strip()
