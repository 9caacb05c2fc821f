# SPDX-License-Identifier: GPL-3.0-or-later
# What pyspf says: each line of the input is PORT ADDRESS SENDER HELO, tabs between; the name server is on 127.0.0.1.
import sys

import dns.resolver
import spf

for line in sys.stdin:
    port, address, sender, helo = line.rstrip("\n").split("\t")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = int(port)
    dns.resolver.default_resolver = resolver
    try:
        print(spf.check(i=address, s=sender, h=helo)[0], flush=True)
    except Exception as error:  # it has no result for some names
        print(type(error).__name__, flush=True)
