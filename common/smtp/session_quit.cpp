// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/session.hpp"

#include <utility>

namespace mpm {

void SmtpSession::quit()
{
    if (!usable_) {
        return;
    }
    connected_ = false;
    usable_ = false;
    if (saidQuit_) {
        return; // what waits is the answer
    }
    try {
        parser_.feed(channel_.receivePending());
    } catch (const PeerFailed&) {
        // the server has gone; what it said before counts all the same
    }
    if (auto farewell = takeFarewell()) {
        Exchange last;
        last.step = Step::Quit;
        takeReply(last, std::move(*farewell));
        farewell_ = std::move(last.reply);
        return;
    }
    noteSurplus();
    sayQuit();
}

void SmtpSession::sayQuit()
{
    if (saidQuit_) {
        return;
    }
    saidQuit_ = true;
    try {
        transcript_.addOwn("C: QUIT");
        channel_.send("QUIT\r\n", deadline_.orEarlier(Seconds(0.1)));
    } catch (const PeerFailed&) {
        transcript_.add("* the server did not take QUIT"); // all that was to be learnt has been learnt
    }
}

void SmtpSession::quitAndListen()
{
    if (!usable_) {
        return;
    }
    try {
        parser_.feed(channel_.receivePending());
        if (!saidQuit_ && !parser_.pending().empty()) {
            return quit();
        }
        sayQuit();
        const auto until = deadline_.share(2).orEarlier(Seconds(1));
        while (parser_.pending().find('\n') == std::string_view::npos) {
            parser_.feed(channel_.receive(until));
        }
    } catch (const PeerFailed&) {
        // silent or gone, as many are after QUIT
    }
    connected_ = usable_ = false;
    if (parser_.pending().starts_with("221") || parser_.pending().starts_with("421")) {
        return;
    }
    noteSurplus();
}

/// What waits, if it is a 421: the server leaves, which it may at any time.
std::optional<Reply> SmtpSession::takeFarewell()
{
    if (!parser_.pending().starts_with("421")) {
        return std::nullopt;
    }
    auto result = parser_.next();
    return result && std::holds_alternative<Reply>(*result) ? std::optional(std::get<Reply>(*std::move(result)))
                                                            : std::nullopt;
}

} // namespace mpm
