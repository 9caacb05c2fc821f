// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace mpm {

/// A file, or its beginning, no more than `most` octets. Nothing where it can't be read, a folder among others; errno
/// says why. (The standard streams would bring their locales into every check, which costs more than reading.)
std::optional<std::string> readContent(const std::string& file, std::size_t most);

/// Whether it is there and can be opened, and is no folder. If not, errno says why.
bool canBeRead(const std::string& file);

} // namespace mpm
