// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/imap_session.hpp"
#include "retrieval/message_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// UID SEARCH for what may fit; nothing where no criterion is one that can be sent.
std::optional<std::string> searchCommand(const MessageCriteria& criteria);

/// The UIDs in the SEARCH responses, the highest first, each once.
std::vector<std::uint32_t> uidsIn(const std::vector<ImapResponse>& responses);

/// UID FETCH of one message: date, size, header and body, as much of them as is wanted.
std::string fetchCommand(std::uint32_t uid, std::size_t mostHeader, std::size_t mostBody);

/// The message of that UID from the FETCH responses; nothing where it is gone. `id.unique` alone of the id is set.
std::optional<FoundMessage> messageIn(const std::vector<ImapResponse>& responses, std::uint32_t uid,
                                      std::size_t mostHeader, std::size_t mostBody);

/// "3,7,8".
std::string uidSet(const std::vector<std::uint32_t>& uids);

} // namespace mpm
