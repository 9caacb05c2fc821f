// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/delivery.hpp"

#include <cstdint>
#include <string_view>

namespace mpm::sending {

/// What the reply to one attempt of the relay test proves.
enum class RelayAnswer : std::uint8_t {
    Lost,          ///< no reply, or a 421 that ends the session and says nothing of relaying
    Accepted,      ///< the server relays
    Refused,       ///< this way is closed
    RefusedForNow, ///< 4yz in words of relaying: this way is closed, though a sender is told to try again
    PutOff,        ///< any other 4yz: greylisting or load, which says nothing of relaying
    SenderRefused, ///< on the stranger's account, not the recipient's: another sender must show what becomes of that
    Unclear,       ///< refused for a reason that has nothing to do with relaying, so the way may be open to others
    Misplaced      ///< a code that has no place here
};

/// "refused", "put off", for programs.
std::string_view toString(RelayAnswer answer);

/// Reads the reply to RCPT, or to MAIL where that was refused. A stranger as recipient must be refused as such: in
/// words that speak of relaying or of a login, with 5.7.z in words that give no reason, or with 530, 550, 551, 553 or
/// 554 without an enhanced code. An unknown user, a broken domain, a blocklisted client, encryption first, spam, a rate
/// limit, a refused sender, wrong syntax say nothing of relaying; nor do names of hosts, whatever they hold.
/// A stranger hidden in an address of the server's own may be refused as unknown or as bad syntax as well, and so may
/// a sender that the attempt makes up.
RelayAnswer relayAnswer(const RelayAttempt& attempt);

/// Whether any attempt came to an answer, whatever it proves.
bool isAnswered(const RelayTest& test);

/// The reply of which the above speaks.
const Exchange& decisive(const RelayAttempt& attempt);

} // namespace mpm::sending
