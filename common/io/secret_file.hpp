// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace mpm {

/// The beginning of a file or pipe, at most one octet more than `most`, so that the caller sees where there is more;
/// no buffer keeps any of it. Nothing when it can't be read to its end or so far; a pipe is waited for.
std::optional<Secret> readSecretFile(const std::string& path, std::size_t most);

} // namespace mpm
