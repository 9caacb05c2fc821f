// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/response.hpp"
#include "tls/conversation.hpp"

#include <string>

namespace mpm {

/// Gets an http or https URL that the user named. Certificates must be trusted by the system. A few redirects are
/// followed, never from https to http, and to another host only when it is a public one on the usual port.
/// Throws PeerFailed, whose detail names the server, for everything but a response.
HttpResponse httpGet(const NetworkAccess& network, const std::string& url, const std::string& accept,
                     Deadline deadline);

} // namespace mpm
