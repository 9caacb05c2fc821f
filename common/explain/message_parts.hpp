// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/reply_codes_in_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::pasted {

/// The fields of a header, or of a block of a delivery status, unfolded (RFC 5322 section 2.2.3).
class Fields {
public:
    /// Reads up to the first empty line; a line that is no field ends it, too.
    static Fields parse(std::string_view text);

    /// The first one of that name, in any letter case; empty without.
    std::string_view value(std::string_view name) const;
    bool has(std::string_view name) const;
    bool empty() const { return fields_.empty(); }

    /// Behind the header and its empty line.
    std::size_t end() const { return end_; }

private:
    struct Field {
        std::string name;
        std::string value;
    };
    std::vector<Field> fields_;
    std::size_t end_ = 0;
};

/// What may hold replies.
enum class PartKind { Plain, Html, DeliveryStatus };

struct TextPart {
    PartKind kind = PartKind::Plain;
    std::string text;                   ///< decoded, in UTF-8
    Reading reading = Reading::Running; ///< `Letter` where the message is no bounce
};

/// How deep parts are looked for, and how many are taken.
constexpr int deepestPart = 8;
constexpr std::size_t mostParts = 64;

/// Whether the text begins with the header of a message, or with a boundary and the header of a part.
bool isMessage(std::string_view text);

/// The parts of a message or of what is left of one, in their order (RFC 2045, RFC 2046). What is no text is left out,
/// and so are messages inside, but for a bounce that is forwarded. A body whose boundary can't be used is one part.
std::vector<TextPart> partsOf(std::string_view message);

} // namespace mpm::pasted
