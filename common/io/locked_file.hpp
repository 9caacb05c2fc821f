// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

namespace mpm {

/// Why a file can't be kept; the text is a sentence fragment that names it, safe to print.
class FileUnusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A file that several runs read and replace in turn. Who has one of these has the file for himself until it ends, be
/// it by kill -9: the lock is that of a second file beside it, `PATH.lock`, which stays. What is in the file is always
/// all of what one run wrote. Nothing is done through a symbolic link, or with what is another user's, no plain file,
/// or writable by others. Throws MachineUnfit where no descriptor is left.
class LockedFile {
public:
    /// Waits for the lock until the deadline. Throws FileUnusable, also where another run, which may be stopped, has
    /// it until then.
    LockedFile(std::string path, Deadline deadline);
    ~LockedFile();
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    /// All of it; nothing where there is no file. Throws FileUnusable, also where it is longer than `most` octets.
    std::optional<std::string> read(std::size_t most) const;

    /// Puts this in its place at once, with mode 0600 and on the disk before the old one goes. Throws FileUnusable
    /// where that is not possible, as on a full disk; then the old one is still there.
    void replace(const std::string& content) const;

    /// Renames it to `PATH.damaged`, over one that is there already; that name. Throws FileUnusable.
    std::string setAside() const;

private:
    std::string path_;
    int lock_ = -1;
};

} // namespace mpm
