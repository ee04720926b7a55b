"""Returns and disputes are cases of omni_commerce now, which reads them anew.

What Odoo removes only at the end of an update would stop it before: a view of fields
that are gone.
"""


def migrate(cr, version):
    cr.execute(
        """
        DELETE FROM ir_ui_view
              USING ir_model_data AS xid
              WHERE xid.model = 'ir.ui.view'
                AND xid.res_id = ir_ui_view.id
                AND xid.module = 'omni_ebay'
                AND xid.name = 'view_order_form_cases'
        """
    )
    # The one of all channels comes by itself.
    cr.execute("DELETE FROM integration_schedule WHERE operation = 'ebay_case_poll'")
