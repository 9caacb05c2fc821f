// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mpm::test {

/// A new folder that is removed, with all in it, together with this object. Everybody may read it,
/// since daemons give up root.
class TempDir {
public:
    /// Throws std::filesystem::filesystem_error when it can't be made.
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Writes a file of that name, in folders made as needed; its path.
    std::filesystem::path write(std::string_view name, std::string_view content) const;

    /// A folder of that name; its path.
    std::filesystem::path folder(std::string_view name) const;

private:
    std::filesystem::path path_;
};

/// All of a file; empty when there is none.
std::string contentOf(const std::filesystem::path& file);

} // namespace mpm::test
