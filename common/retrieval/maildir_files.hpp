// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/certificate.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

constexpr std::size_t mostMaildirFiles = 200000; ///< of one folder

/// A file in new/ or cur/ of a Maildir.
struct MaildirFile {
    std::string folder; ///< "new" or "cur"
    std::string name;

    /// The name without its flags ("...:2,S"), which stays for good.
    std::string unique() const { return name.substr(0, name.find(':')); }
};

/// What was read of one.
struct MaildirContent {
    std::string octets; ///< as many as were wanted
    std::size_t size = 0;
    UnixTime written{};
};

/// Neither where it is gone, or no regular file.
struct MaildirRead {
    std::optional<MaildirContent> content;
    std::string fault; ///< why it can't be read; safe to print
};

/// The files of a Maildir by their names, or why they can't be had.
struct MaildirListing {
    std::vector<MaildirFile> files;
    std::string fault; ///< safe to print; empty: none
};

MaildirListing listMaildir(const std::string& path);

/// Throws MachineUnfit where no descriptor is left.
MaildirRead readMaildirFile(const std::string& path, const MaildirFile& file, std::size_t most);

/// Why it could not be deleted; empty where it is gone.
std::string deleteMaildirFile(const std::string& path, const MaildirFile& file);

} // namespace mpm
