// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/resolver.hpp"

namespace mpm {

/// The system's resolver, with /etc/hosts and whatever else nsswitch.conf names. getaddrinfo(3) obeys no
/// deadline, so it runs in a thread that is left behind when the deadline comes.
class SystemResolver : public Resolver {
public:
    AddressLookup addresses(const std::string& name, FamilyChoice families, Deadline deadline) override;
    PointerLookup pointers(const IpAddress& address, Deadline deadline) override;
};

/// This machine's fully qualified name; its short name where nothing better is known in time.
std::string localHostName(Deadline deadline);

} // namespace mpm
