// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpm::checkMailRoundtrip {

/// Where a message lies.
struct Place {
    std::string mailbox; ///< its URL, without a password
    std::string folder;
    std::string id; ///< within the folder, the same in every run: UIDVALIDITY "/" UID, or POP3's unique-id
    bool isJunk = false;

    bool operator==(const Place& other) const { return isInFolderOf(other) && id == other.id; }

    bool isInFolderOf(const Place& other) const { return mailbox == other.mailbox && folder == other.folder; }

    /// UIDVALIDITY of IMAP; nothing elsewhere, or where UIDs do not last. Once a folder has another, its UIDs name
    /// other messages (RFC 3501 section 2.3.1.1).
    std::string_view uidValidity() const
    {
        const auto slash = mailbox.starts_with("imap") ? id.find('/') : std::string::npos;
        return slash == std::string::npos ? std::string_view() : std::string_view(id).substr(0, slash);
    }
};

/// A message that was found in a mailbox.
struct Sighting {
    Place place;
    std::optional<MailTime> delivered; ///< INTERNALDATE, or a file's time; none where the mailbox keeps none
    MailTime found;
    std::string message; ///< all of it, or as much as was read
};

} // namespace mpm::checkMailRoundtrip
