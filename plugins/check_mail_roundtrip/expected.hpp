// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// The text of one part as it reads, whatever its transfer encoding was.
struct PartText {
    std::string type;               ///< "text/plain"
    std::string charset;            ///< in small letters; "utf-8" for ASCII, which is the same
    std::vector<std::string> lines; ///< without their ends; empty ones at the end are left out
};

/// What of a message must come as it was sent: the subject and the text of all parts.
struct Expected {
    std::string subject; ///< each run of blanks as one
    std::vector<PartText> parts;
    std::string outside; ///< of the parts, where nothing should be: some servers put their footer there

    /// The same for the same subject and text; kept where the text itself is not.
    std::string fingerprint() const;
};

/// Reads it from a message, be it one that is to be sent or one that came.
Expected expectedOf(std::string_view message);

} // namespace mpm::checkMailRoundtrip
