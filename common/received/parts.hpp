// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// How deep parts are looked for, and how many are taken.
constexpr int deepestMessagePart = 8;
constexpr std::size_t mostMessageParts = 64;

/// A Content-Type (RFC 2045 section 5.1).
struct MediaType {
    std::string type;       ///< in small letters: "text/plain", which is also what an unreadable one counts as
    std::string charset;    ///< in small letters; empty where none is named
    std::string boundary;   ///< of a multipart
    std::string reportType; ///< of a multipart/report, in small letters: "delivery-status"

    static MediaType parse(std::string_view contentType);
    bool isMultipart() const { return type.starts_with("multipart/"); }
};

/// A part of a message that came. Never for output as it is.
struct MessagePart {
    MediaType media;
    std::string text; ///< without its transfer encoding, in the part's own character set
};

struct MessageParts {
    std::vector<MessagePart> parts; ///< those that hold no others, in their order
    bool wasCut = false;            ///< there are more, or deeper ones
    std::string outside;            ///< what stands before the first and behind the last of a multipart; mostly nothing
};

/// The parts of a message (RFC 2045, RFC 2046). A message inside is one part, and is not looked into. A multipart whose
/// boundary is missing or never occurs is one part as it stands.
MessageParts partsOfMessage(std::string_view message);

} // namespace mpm
