// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace mpm {

/// Whether standard input is a terminal.
bool isTypedInput();

/// Says on standard output what is waited for, where somebody at a terminal reads it; elsewhere nothing.
void askFor(std::string_view sentence);

/// What comes by standard input until its end; empty where it is closed or can't be read. Of more than `most` octets
/// the beginning is kept, or the end where `wantsEnd` says so of the beginning: of the first 512 MiB then, and twice
/// `most` at most.
std::string readStandardInput(std::size_t most, const std::function<bool(std::string_view)>& wantsEnd);

} // namespace mpm
