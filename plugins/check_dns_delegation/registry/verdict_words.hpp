// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// What a sentence of a registry's says, by its words as plainWords has them. In sentences "~" stands for the domain
/// that was asked for and "@" for another name.
namespace mpm {

/// There is no such domain, or it is to be had.
bool saysFree(const std::vector<std::string>& words);

/// Terms of use, copyright and the like: at least two of their words, or one in a long text.
bool isLegalText(const std::vector<std::string>& words);

} // namespace mpm
