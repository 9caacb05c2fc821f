// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mpm::test {

/// A file of a package that `tests/setup test` has unpacked; throws std::runtime_error where there is none.
std::filesystem::path unpacked(const std::string& package, const std::string& file);

/// Where an unpacked package has its shared libraries, by the name of one of them.
std::filesystem::path unpackedLibraries(const std::string& package, const std::string& library);

/// Each line with its end.
std::string joined(const std::vector<std::string>& lines);

/// To a user that `tests/setup test` has made, and to his group; throws std::runtime_error where that can't be.
void giveTo(const std::string& user, const std::filesystem::path& path);

} // namespace mpm::test
