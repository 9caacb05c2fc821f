// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// What happened to a text on its way.
enum class ChangeKind : std::uint8_t {
    Footer,      ///< lines were added behind the text
    Banner,      ///< lines were added before it
    FromQuoted,  ///< ">From " in place of "From "
    BlanksCut,   ///< blanks at line ends are gone
    Blanks,      ///< tabs or blanks inside lines are others
    DotAdded,    ///< a dot that SMTP adds (RFC 5321 section 4.5.2) was left there
    DotLost,     ///< a dot was taken away that SMTP had not added
    Characters,  ///< characters beyond ASCII are others
    Charset,     ///< the text is in another character set
    Rewrapped,   ///< the same words in other lines
    CutOff,      ///< the last lines are missing
    Lines,       ///< lines are others, or missing
    PartMissing, ///< a part was stripped
    PartAdded,
    Subject,
};

struct Change {
    ChangeKind kind = ChangeKind::Lines;
    std::string sentence; ///< a fragment such as "a footer of 2 lines was added: 'x'"; safe to print
};

using Lines = std::vector<std::string>;

/// How the lines that came differ from those that were sent, each kind of change once; nothing where they don't.
std::vector<Change> lineChanges(const Lines& sent, const Lines& came);

/// Whether a text could be what became of another: a line that says something, or all words, are the same.
bool areAlike(const Lines& sent, const Lines& came);

} // namespace mpm::checkMailRoundtrip
