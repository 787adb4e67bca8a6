"""Where the machines are found that TWS talks to, beside the server and the PABXs."""

from wizard.domain.section import Answer, Section


class Addresses(Section):
    """Host names or IP addresses, without a port; the checks contact these and no others."""

    sip_proxy: Answer | None = None
    phone: Answer | None = None
    sms_server: Answer | None = None
    ldap_server: Answer | None = None
    groupware_server: Answer | None = None
    time_server: Answer | None = None
