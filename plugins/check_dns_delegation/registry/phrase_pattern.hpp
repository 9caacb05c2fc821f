// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// The words of a plain text: runs of letters and digits.
std::vector<std::string> plainWords(std::string_view plain);

/// The first of the patterns that the words hold; empty without. Patterns have bars between them; each is words with
/// blanks between them, of which "exceed-" is every word that begins so, "-hold" every one that ends so, "*" none to
/// three words of any kind, "^" the beginning and "$" the end. Work: at most words times patterns times 4^("*" in one).
std::string_view firstPattern(const std::vector<std::string>& words, std::string_view patterns);

/// Whether a single word is one of such words.
bool isOneOf(std::string_view word, std::string_view words);

/// Whether they hold one.
bool fitsOneOf(const std::vector<std::string>& words, std::string_view patterns);

} // namespace mpm
