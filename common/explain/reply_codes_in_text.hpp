// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/enhanced_code.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

/// Reply codes in running text, told from the other numbers there: times, addresses, sizes, versions.
namespace mpm::pasted {

/// Where codes stand in a text.
struct CodesAt {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the codes and what divides them from the text
    std::optional<int> code = {};
    std::optional<EnhancedCode> enhanced = {};
    bool goesOn = false; ///< "550-": a line of the reply that is not its last
    char quote = '\0';   ///< the quotation mark that was opened before or behind the code
};

/// The codes that begin at this very place, whatever stands before; nothing where it is another number.
std::optional<CodesAt> codesAt(std::string_view text, std::size_t at);

/// How sure the reader must be.
enum class Reading {
    Alone,   ///< the text is nothing but a reply: any code at its front is one
    Running, ///< codes must be led in, by words or by the beginning of a line
    Letter,  ///< a message that is no bounce: its lines may begin with any number
};

/// Whether text that reads on as a reply's stands behind the codes: no further number, no unit.
bool readsOn(std::string_view text, const CodesAt& codes);

/// Whether what stands before and behind says that these are the codes of a reply.
bool isReply(std::string_view text, const CodesAt& codes, Reading reading);

} // namespace mpm::pasted
