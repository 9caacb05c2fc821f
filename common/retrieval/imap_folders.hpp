// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/imap_session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// A folder of an account.
struct ImapFolder {
    std::string name;         ///< UTF-8, as the user reads it
    std::string wire;         ///< as it is sent: modified UTF-7
    std::string delimiter;    ///< between the parts of its name; empty: there is none
    bool flaggedJunk = false; ///< RFC 6154's \Junk
    bool selectable = true;

    /// By the flag, or by its name.
    bool isJunk() const;
};

/// From the LIST responses among these; what is no folder's is passed over.
std::vector<ImapFolder> foldersIn(const std::vector<ImapResponse>& responses);

/// LIST, which returns special uses where the server knows any.
ImapExchange listFolders(ImapSession& session);

/// Those that are to be looked through: the named ones, each of them once, in whatever letter case INBOX is written and
/// with "/" for the server's delimiter, as they are named where the server lists no such; without names INBOX and the
/// folder for spam, the flagged one before one by its name.
std::vector<ImapFolder> chosenFolders(const std::vector<ImapFolder>& all, const std::vector<std::string>& names);

/// What EXAMINE and SELECT tell of a folder.
struct ImapFolderState {
    std::uint32_t uidValidity = 0; ///< 0: UIDs do not last
    bool readOnly = false;
};

/// For looking only, where nothing can be changed (EXAMINE), or for deleting (SELECT).
enum class ImapAccess : std::uint8_t { Look, Change };

/// `state` is of use where the exchange is OK.
struct ImapFolderOpening {
    ImapExchange exchange;
    ImapFolderState state;
};
ImapFolderOpening openFolder(ImapSession& session, const ImapFolder& folder, ImapAccess access);

} // namespace mpm
