"""Signing in, password and second factor."""

ROWS = """
                                           petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  account_login                         302   302   302   302   302   302   302   302   302   200
POST account_login                         302   302   302   302   302   302   302   302   302   200
GET  account_logout                        200   200   200   200   200   200   200   200   200   login
POST account_logout                        login login login login login login login login login login
GET  account_inactive                      200   200   200   200   200   200   200   200   200   200
GET  account_reauthenticate                200   200   200   200   200   200   200   200   200   login
GET  account_change_password               200   200   200   200   200   200   200   200   200   login
POST account_change_password               200   200   200   200   200   200   200   200   200   login
GET  account_reset_password                200   200   200   200   200   200   200   200   200   200
GET  account_reset_password_done           200   200   200   200   200   200   200   200   200   200
GET  account_reset_password_from_key       200   200   200   200   200   200   200   200   200   200
GET  account_reset_password_from_key_done  200   200   200   200   200   200   200   200   200   200
GET  mfa_authenticate                      302   302   302   302   302   302   302   302   302   login
GET  mfa_reauthenticate                    302   302   302   302   302   302   302   302   302   login
GET  mfa_index                             200   200   200   200   200   200   200   200   200   login
GET  mfa_activate_totp                     302   302   302   302   302   302   302   302   302   login
GET  mfa_deactivate_totp                   404   404   404   404   404   404   404   404   404   login
GET  mfa_view_recovery_codes               404   404   404   404   404   404   404   404   404   login
GET  mfa_generate_recovery_codes           302   302   302   302   302   302   302   302   302   login
GET  mfa_download_recovery_codes           404   404   404   404   404   404   404   404   404   login
"""


def nobodys_key(cast):
    return {"uidb36": "1", "key": "no-such-key"}


ARGUMENTS = {"account_reset_password_from_key": nobodys_key}
