// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"
#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "submission/authenticate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// The steps of reading a mailbox, in whatever protocol.
enum class RetrievalStep : std::uint8_t {
    LookUp, ///< of the host's addresses
    Connect,
    Greeting,
    Capability, ///< what the server can
    Tls,
    Login,
    Folders, ///< which there are
    Open,    ///< of one folder
    Search,
    Fetch,
    Remove,
    End, ///< LOGOUT, QUIT
};

/// "look-up", "connect", "greeting", ...
std::string_view toString(RetrievalStep step);

/// How long one step took.
struct RetrievalStepTime {
    RetrievalStep step = RetrievalStep::Connect;
    Seconds seconds{0};
};

/// Where and why the mailbox could not be read.
struct RetrievalFailure {
    RetrievalStep step = RetrievalStep::Connect;
    Failure failure;                             ///< the detail is safe to print, secrets masked
    std::optional<PeerText> refusal;             ///< what the server said where it refused, secrets masked
    std::optional<LoginObstacle::Kind> obstacle; ///< why no login was tried or believed
    bool temporary = false;                      ///< it says that it may be otherwise later: in use, too many
};

} // namespace mpm
