// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mpm {

/// What a web server answered, as far as a check needs it.
struct HttpResponse {
    int status = 0;          ///< 100 to 599
    std::string contentType; ///< in lower case, without parameters: "text/plain"
    std::string location;    ///< of a redirect; as the server sent it
    std::string body;        ///< without transfer coding; as the server sent it
};

/// What came is no HTTP/1.x response, or too long a one.
struct HttpFault {
    std::string sentence; ///< safe to print
};

constexpr std::size_t longestHttpHeader = 16UL * 1024;

/// Reads one response (RFC 9112) from all octets that have come so far: nothing while it is not complete.
/// `ended`: the server has closed, so no more will come. `longestBody`: more is a fault.
std::optional<std::variant<HttpResponse, HttpFault>> readHttpResponse(std::string_view octets, bool ended,
                                                                      std::size_t longestBody);

} // namespace mpm
