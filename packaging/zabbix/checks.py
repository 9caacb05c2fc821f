# SPDX-License-Identifier: GPL-3.0-or-later
"""What each template asks and shows; templates.py makes mail-checks.yaml of it."""

# (cause, what a problem of it is called, the findings that belong to it); what belongs to none is the check's own verdict.
CAUSES = {
    "certificate": ("certificate", "^cert-(expired|expires-soon)$"),
    "busy": ("busy", "^(smtp-reply-4yz|all-busy)$"),
    "slow": ("threshold", "^metric-(out-of-range|missing)$"),
    "listed": ("blocklist", "^dnsbl-"),
    "signatures": ("DNSSEC signatures", "^rrsig-(expired|expires-soon)$"),
    "registration": ("registration", "^domain-(expired|expires-soon|on-hold|not-registered)$"),
    "spf": ("SPF", "^spf-"),
    "dkim": ("DKIM", "^dkim-"),
    "dmarc": ("DMARC", "^dmarc-"),
    "lost": ("lost mail", "^roundtrip-(lost|missing|bounced)$"),
    "junk": ("junk folder", "^roundtrip-junk$"),
    "unanswered": ("no answer", "^roundtrip-unanswered$"),
    "mailbox": ("mailbox", "^mailbox-"),
    "transport": ("MTA-STS and TLS reporting", "^(mta-sts|tlsrpt)-"),
}

# {MACRO: (value, description)} that every template has.
COMMON = {
    "MAIL.DEADLINE": ("2", "Seconds that a run may take; must stay well below Timeout of the server (or proxy), which is 3 unless set"),
    "MAIL.INTERVAL": ("5m", "How often"),
    "MAIL.NODATA": ("30m", "Without any result for so long, there is a problem"),
    "MAIL.RESOLVER": ("", "Empty, or the DNS server to ask: --resolver=192.0.2.53"),
    "MAIL.SEVERITY": ("", "Empty, or what findings count as: --severity=smtp-reply-4yz=ok,rdns-missing=critical"),
    "MAIL.OPTION": ("", "Empty, or one more option; several from a file: --extra-opts=SECTION@/etc/zabbix/mail.ini"),
}

DOMAIN = {"MAIL.DOMAIN": ("", "The domain; there is no default, and without it the check is UNKNOWN")}

TRUST = {
    "MAIL.TRUST": ("", "Empty, or whom certificates may come from: --ca-file=/etc/zabbix/ca.pem"),
    "MAIL.CERT.DAYS": ("21,7", "Days that a certificate must be valid for, warning and critical"),
}

PORT_HELP = "ports, with /starttls, /smtps or /plain where that is not what the port is for; HOST:PORT for another host"

# title: what it is called, as is the template unless that has a name of its own; prefix: of the item keys; list: the macro whose entries have items of their own, else the check is
# for the one {$MAIL.DOMAIN}, or for what target says; arguments: after the name of the check; times: metrics in seconds that are drawn as one graph;
# numbers: other metrics {name: (title, units)}; parts: an array of observations each of whose members has a time of its own.
CHECKS = {
    "check_mx": {
        "title": "MX",
        "prefix": "mail.mx",
        "question": "Can the world deliver mail to this domain: MX set, names, addresses, every host answering?",
        "arguments": ["--domain", "{$MAIL.DOMAIN}", "--min-hosts", "{$MX.HOSTS}", "--warning", "{$MX.TIME.WARN}",
                      "--critical", "{$MX.TIME.CRIT}"],
        "macros": DOMAIN | {
            "MX.HOSTS": ("1", "Hosts that must take mail"),
            "MX.TIME.WARN": ("1.5", "Seconds, warning"),
            "MX.TIME.CRIT": ("1.9", "Seconds, critical"),
        },
        "causes": ["busy", "slow", "listed"],
        "times": ["time", "resolve"],
        "numbers": {"mx": ("MX records", ""), "addresses": ("Addresses", ""), "reachable": ("Hosts that take mail", ""),
                    "accepting": ("Hosts that take mail now", ""), "listed": ("Entries in blocklists", "")},
        "parts": ("MX host", "hosts", "host"),
    },
    "check_dns_delegation": {
        "title": "DNS delegation",
        "prefix": "mail.delegation",
        "question": "Is the domain delegated and served correctly by every name server?",
        "arguments": ["--domain", "{$MAIL.DOMAIN}", "--min-good", "{$DNS.GOOD}", "--warning", "{$DNS.TIME.WARN}",
                      "--critical", "{$DNS.TIME.CRIT}", "{$DNS.REGISTRY}"],
        "macros": DOMAIN | {
            "DNS.GOOD": ("1", "Addresses of name servers that must serve it"),
            "DNS.TIME.WARN": ("1.5", "Seconds and other thresholds, warning, as 1.5,rrsig_days=5:"),
            "DNS.TIME.CRIT": ("1.9", "Seconds and other thresholds, critical, as 1.9,rrsig_days=2:"),
            "DNS.REGISTRY": ("", "Empty, or --whois: compare with the registry and watch the end of the registration"),
        },
        "causes": ["signatures", "registration", "slow"],
        "times": ["time"],
        "numbers": {"servers": ("Name servers", ""), "servers_ok": ("Name servers that are sound", ""),
                    "serial_spread": ("SOA serial lag", ""), "rrsig_days": ("Days of the signatures", "d"),
                    "domain_days": ("Days of the registration", "d")},
        "parts": ("name server", "servers", "name"),
    },
    "check_mail_auth": {
        "title": "Mail auth",
        "template": "Mail check auth",
        "prefix": "mail.auth",
        "question": "Would receivers believe mail from this domain: SPF, DKIM, DMARC, TLS reporting, MTA-STS?",
        "arguments": ["--domain", "{$MAIL.DOMAIN}", "{$AUTH.SELECTORS}", "{$AUTH.SENDERS}", "{$AUTH.REQUIRE}",
                      "{$AUTH.DMARC}", "{$MAIL.TRUST}"],
        "macros": DOMAIN | {
            "AUTH.SELECTORS": ("", "Empty, or the DKIM selectors that must hold a usable key: --selector=one,two"),
            "AUTH.SENDERS": ("", "Empty, or the addresses that must pass SPF: --sender=192.0.2.1,192.0.2.2"),
            "AUTH.REQUIRE": ("", "Empty, or what must be there: --require=spf,dkim,dmarc,tls-rpt,mta-sts"),
            "AUTH.DMARC": ("", "Empty, or the weakest DMARC policy that will do: --dmarc-at-least=quarantine"),
            "MAIL.TRUST": TRUST["MAIL.TRUST"],
        },
        "causes": ["spf", "dkim", "dmarc", "transport", "slow"],
        "times": ["time"],
        "numbers": {"spf_lookups": ("SPF look-ups", ""), "spf_void_lookups": ("SPF look-ups that find nothing", ""),
                    "dkim_bits": ("Shortest DKIM key", "")},
    },
    "check_smtp_banner": {
        "title": "SMTP banner",
        "prefix": "mail.banner",
        "question": "Does this server greet and answer EHLO as it should, and how fast?",
        "list": ("SMTP.PORTS", "25", "plain", "{HOST.CONN}", f"A comma list of {PORT_HELP}"),
        "arguments": ["--hostname", "{#HOST}", "--port", "{#PORT}", "{#MODE}", "--warning", "{$SMTP.TIME.WARN}",
                      "--critical", "{$SMTP.TIME.CRIT}", "{$MAIL.TRUST}"],
        "macros": {
            "SMTP.TIME.WARN": ("1", "Seconds, warning"),
            "SMTP.TIME.CRIT": ("1.9", "Seconds, critical"),
            "MAIL.TRUST": TRUST["MAIL.TRUST"],
        },
        "causes": ["certificate", "busy", "slow"],
        "times": ["time", "resolve", "connect", "greeting", "ehlo", "tls"],
        "numbers": {},
    },
    "check_smtp_tls": {
        "title": "SMTP TLS",
        "prefix": "mail.tls",
        "question": "Would every kind of sender get a trusted TLS session: STARTTLS or implicit TLS, chain, name, expiry?",
        "list": ("SMTP.TLS.PORTS", "25", "starttls", "{HOST.HOST}", "A comma list of " + PORT_HELP +
                 " (a certificate is for a name: the host's technical name unless given)"),
        "arguments": ["--hostname", "{#HOST}", "--port", "{#PORT}", "{#MODE}", "--certificate", "{$MAIL.CERT.DAYS}",
                      "--warning", "{$SMTP.TIME.WARN}", "--critical", "{$SMTP.TIME.CRIT}", "{$MAIL.TRUST}"],
        "macros": TRUST | {
            "SMTP.TIME.WARN": ("1", "Seconds, warning"),
            "SMTP.TIME.CRIT": ("1.9", "Seconds, critical"),
        },
        "causes": ["certificate", "busy", "slow", "transport"],
        "times": ["time", "resolve", "connect", "greeting", "ehlo", "starttls", "tls"],
        "numbers": {"cert_days": ("Days of the certificate", "d")},
    },
    "check_smtp_send": {
        "title": "SMTP send",
        "prefix": "mail.send",
        "question": "Is a message (or a dialogue up to a chosen step) accepted, or refused as it must be?",
        "list": ("SMTP.SEND.PORTS", "25", "plain", "{HOST.HOST}", f"A comma list of {PORT_HELP}"),
        "arguments": ["--hostname", "{#HOST}", "--port", "{#PORT}", "{#MODE}", "--to", "{$SMTP.SEND.TO}", "--stop-at",
                      "{$SMTP.SEND.STOP}", "{$SMTP.SEND.USER}", "{$SMTP.SEND.PASSWORD.FILE}", "--warning",
                      "{$SMTP.SEND.TIME.WARN}", "--critical", "{$SMTP.SEND.TIME.CRIT}", "{$MAIL.TRUST}"],
        "macros": {
            "MAIL.TRUST": TRUST["MAIL.TRUST"],
            "SMTP.SEND.TO": ("", "The recipient; there is no default, and without it the check is UNKNOWN"),
            "SMTP.SEND.STOP": ("rcpt", "The step after which nothing more is sent: connect, ehlo, starttls, auth, mail, rcpt or data"),
            "SMTP.SEND.USER": ("", "Empty, or --auth-user=NAME"),
            "SMTP.SEND.PASSWORD.FILE": ("", "Empty, or --auth-password-file=FILE; a password itself is never an argument"),
            "SMTP.SEND.TIME.WARN": ("1.5", "Seconds, warning"),
            "SMTP.SEND.TIME.CRIT": ("1.9", "Seconds, critical"),
        },
        "causes": ["certificate", "busy", "slow"],
        "times": ["time", "resolve", "connect", "greeting", "ehlo", "starttls", "tls", "auth", "mail", "rcpt", "data",
                  "message"],
        "numbers": {},
    },
    "check_mail_roundtrip": {
        "title": "Mail roundtrip",
        "template": "Mail check roundtrip",
        "prefix": "mail.roundtrip",
        "question": "Does a message that is sent arrive in its mailbox: how soon, once, unharmed, believed, not among the junk?",
        "target": "{$ROUNDTRIP.TO}",
        "arguments": ["--hostname", "{$ROUNDTRIP.HOST}", "--port", "{$ROUNDTRIP.PORT}", "{$ROUNDTRIP.MODE}", "--to",
                      "{$ROUNDTRIP.TO}", "--mailbox", "{$ROUNDTRIP.MAILBOX}", "{$ROUNDTRIP.MAILBOX.PASSWORD.FILE}",
                      "--state-file", "{$ROUNDTRIP.STATE.FILE}", "--lost-after", "{$ROUNDTRIP.LOST}",
                      "{$ROUNDTRIP.USER}", "{$ROUNDTRIP.PASSWORD.FILE}", "{$ROUNDTRIP.ANSWERED}", "{$ROUNDTRIP.AUTHSERV}",
                      "--certificate", "{$MAIL.CERT.DAYS}", "--warning", "{$ROUNDTRIP.WARN}", "--critical",
                      "{$ROUNDTRIP.CRIT}", "{$MAIL.TRUST}"],
        "macros": TRUST | {
            "ROUNDTRIP.TO": ("", "The recipient; there is no default, and without it the check is UNKNOWN"),
            "ROUNDTRIP.MAILBOX": ("", "Where the message arrives: imaps://USER@HOST/, pop3s://USER@HOST/ or maildir:PATH"),
            "ROUNDTRIP.MAILBOX.PASSWORD.FILE": ("", "Empty, or --mailbox-password-file=FILE; a password itself is never an argument"),
            "ROUNDTRIP.STATE.FILE": ("", "Where what is under way is kept, in a folder that the user zabbix may write: /var/lib/zabbix/echo.state"),
            "ROUNDTRIP.HOST": ("{HOST.HOST}", "The server that takes the message; the host's technical name unless given"),
            "ROUNDTRIP.PORT": ("25", "Its port"),
            "ROUNDTRIP.MODE": ("", "Empty, or --starttls, or --smtps"),
            "ROUNDTRIP.USER": ("", "Empty, or --auth-user=NAME"),
            "ROUNDTRIP.PASSWORD.FILE": ("", "Empty, or --auth-password-file=FILE"),
            "ROUNDTRIP.LOST": ("3600", "Seconds after which a message is lost"),
            "ROUNDTRIP.ANSWERED": ("", "Empty, or --answered: an automatic answer must come back"),
            "ROUNDTRIP.AUTHSERV": ("", "Empty, or --authserv-id=NAME: judge the Authentication-Results of this server"),
            "ROUNDTRIP.WARN": ("delivery=300", "Thresholds, warning"),
            "ROUNDTRIP.CRIT": ("delivery=1800", "Thresholds, critical"),
        },
        "causes": ["lost", "junk", "unanswered", "mailbox", "certificate", "busy", "slow"],
        "times": ["time", "send", "login", "delivery", "slowest_hop"],
        "numbers": {"hops": ("Servers on the way", ""), "pending": ("Messages under way", ""), "lost": ("Lost messages", "")},
    },
}
