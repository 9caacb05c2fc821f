// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/collect.hpp"
#include "check_mail_roundtrip/expected.hpp"
#include "check_mail_roundtrip/observation.hpp"
#include "check_mail_roundtrip/policy.hpp"
#include "check_mail_roundtrip/token.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// A check that sends from a@example.org to b@example.com, and what comes of it.
struct RoundtripWorld {
    checkMailRoundtrip::Context context;
    checkMailRoundtrip::State state;

    RoundtripWorld()
    {
        context.owner = checkMailRoundtrip::makeOwner({"client.example", "/var/lib/state"});
        context.plan.from = Mailbox::parse("a@example.org");
        context.plan.to = {Mailbox::parse("b@example.com")};
        context.plan.subject = "Test of delivery";
        context.plan.clientName = "client.example";
        context.authservId = "mx.example.com";
    }

    /// So many seconds after noon.
    static MailTime at(double seconds)
    {
        return MailTime(std::chrono::sys_days(std::chrono::November / 22 / 2026)) + std::chrono::hours(12) +
               std::chrono::microseconds(std::llround(seconds * 1e6));
    }

    static std::string token(char digit) { return std::string(32, digit); }

    std::string message(const std::string& token, double begun) const
    {
        return composeMessage(context.plan, token, context.owner, at(begun));
    }

    /// A message that was begun, and taken two seconds later; its text.
    std::string send(const std::string& token, double begun)
    {
        auto text = message(token, begun);
        state.begin(token, at(begun), checkMailRoundtrip::expectedOf(text).fingerprint());
        state.markSent(token, at(begun + 2));
        return text;
    }

    static checkMailRoundtrip::Sighting sighting(std::string message, double delivered, const std::string& id = "1/1")
    {
        return {
            {"imaps://b@mail.example.com/", "INBOX", id, false}, at(delivered), at(delivered + 1), std::move(message)};
    }

    static checkMailRoundtrip::Sighting inJunk(std::string message, double delivered, const std::string& id = "2/1")
    {
        auto seen = sighting(std::move(message), delivered, id);
        seen.place.folder = "Junk";
        seen.place.isJunk = true;
        return seen;
    }

    std::vector<std::string> collect(const std::vector<checkMailRoundtrip::Sighting>& sightings)
    {
        std::vector<std::string> ids;
        for (const auto& place : checkMailRoundtrip::collect(state, sightings, context)) {
            ids.push_back(place.id);
        }
        return ids;
    }

    std::string stateOf(const std::string& token) const
    {
        const auto* entry = state.find(token);
        return entry == nullptr ? "unknown" : std::string(toString(entry->state));
    }

    /// What a run with a state file saw so many seconds after noon.
    checkMailRoundtrip::Observation seenWithFile(double now) const
    {
        checkMailRoundtrip::Observation seen;
        seen.target = "mail.example.com";
        seen.now = at(now);
        seen.total = checkMailRoundtrip::Duration(1.5);
        seen.state = state;
        seen.withStateFile = true;
        seen.mailboxes.push_back({"imaps://b@mail.example.com/", {}, {}, checkMailRoundtrip::Duration(0.1)});
        return seen;
    }

    /// What a run saw that waited for this one message.
    checkMailRoundtrip::Observation seenAlone(const std::string& token, double now) const
    {
        auto seen = seenWithFile(now);
        seen.withStateFile = false;
        seen.token = token;
        seen.send = checkMailRoundtrip::Duration(0.5);
        return seen;
    }

    checkMailRoundtrip::Policy policy() const
    {
        checkMailRoundtrip::Policy policy;
        policy.context = context;
        return policy;
    }
};

/// A bounce of a message (RFC 3464) with this action and reply, which returns the header alone.
inline std::string bounceOf(const std::string& message, const std::string& reply, const std::string& action = "failed")
{
    return "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.com\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=delivery-status; "
           "boundary=\"x\"\r\n\r\n--x\r\n\r\nSorry.\r\n--x\r\n"
           "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
           "Final-Recipient: rfc822; b@example.com\r\nAction: " +
           action + "\r\nStatus: 5.1.1\r\nRemote-MTA: dns; in.example.com\r\nDiagnostic-Code: smtp; " + reply +
           "\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\n" +
           message.substr(0, message.find("\r\n\r\n") + 2) + "\r\n--x--\r\n";
}

/// What an automatic responder says to it.
inline std::string answerTo(const RoundtripWorld& world, const std::string& token)
{
    return "Auto-Submitted: auto-replied\r\nIn-Reply-To: <" + token + "." + world.context.owner +
           "@client.example>\r\n\r\n";
}

inline std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const auto at = text.find(what);
    return at == std::string::npos ? "" : text.replace(at, what.size(), by);
}

} // namespace mpm::test
