// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/channel.hpp"
#include "io/http_response.hpp"
#include "io/resolver.hpp"

#include <string>

namespace mpm {

/// Who finds and opens connections.
struct NetworkAccess {
    Resolver& resolver;
    Dialer& dialer;
};

/// Gets an http or https URL, following a few redirects, never from https to http. Certificates must be
/// trusted. Throws PeerFailed for everything but a response.
HttpResponse httpGet(const NetworkAccess& network, const std::string& url, const std::string& accept,
                     Deadline deadline);

/// A connection to the first address of the host that takes one. Throws PeerFailed.
std::unique_ptr<Channel> dialHost(const NetworkAccess& network, const std::string& host, std::uint16_t port,
                                  Deadline deadline);

} // namespace mpm
