"""What stands behind `./omni`: standard library only, and no Odoo import."""
