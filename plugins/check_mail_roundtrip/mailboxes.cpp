// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/mailboxes.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "io/parallel.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkMailRoundtrip {
namespace {

Sighting sightingOf(const FoundMessage& message, const std::string& url, MailTime found)
{
    Sighting sighting;
    const auto& id = message.id;
    sighting.place = {url, id.folder,
                      id.uidValidity == 0 ? id.unique : std::to_string(id.uidValidity) + "/" + id.unique, message.junk};
    if (message.arrived) {
        sighting.delivered = *message.arrived;
    }
    sighting.found = found;
    sighting.message.append(message.header.raw());
    sighting.message.append(message.header.raw().ends_with('\n') ? "\r\n" : "\r\n\r\n");
    sighting.message.append(message.body.raw());
    return sighting;
}

/// From the connection to the end of the first login; nothing where there was none.
std::optional<Duration> loginTime(const std::vector<RetrievalStepTime>& steps)
{
    Duration sum{0};
    for (const auto& step : steps) {
        sum += step.step == RetrievalStep::LookUp ? Duration(0) : Duration(step.seconds);
        if (step.step == RetrievalStep::Login) {
            return sum;
        }
    }
    return std::nullopt;
}

/// With the user, for two may have mailboxes at one server.
std::string nameOf(const MailboxUrl& url)
{
    auto name = url.toString();
    const auto host = name.find("://");
    return url.user.empty() || host == std::string::npos ? name : name.insert(host + 3, url.user + "@");
}

std::string answerOf(const RetrievalFailure& failure)
{
    return failure.refusal ? harmless(failure.refusal->raw(), 300) : failure.failure.detail;
}

} // namespace

Mailboxes::Mailboxes(const std::vector<RetrievalPlan>& plans, const RetrievalWorld& world)
{
    for (const auto& plan : plans) {
        auto& mailbox = mailboxes_.emplace_back();
        mailbox.url = nameOf(plan.url);
        mailbox.store = makeMessageStore(plan, world);
    }
}

std::vector<Sighting> Mailboxes::look(const MessageCriteria& criteria, MailTime found, Deadline deadline)
{
    runParallel(mailboxes_.size(), [&](std::size_t i) {
        auto& mailbox = mailboxes_[i];
        mailbox.wasAsked = true;
        mailbox.last = mailbox.store->find(criteria, deadline);
    });
    std::vector<Sighting> sightings;
    for (auto& mailbox : mailboxes_) {
        for (const auto& message : mailbox.last.messages) {
            sightings.push_back(sightingOf(message, mailbox.url, found));
            mailbox.found.emplace_back(sightings.back().place, message.id);
        }
    }
    return sightings;
}

bool Mailboxes::isWorthALook() const
{
    return std::all_of(mailboxes_.begin(), mailboxes_.end(),
                       [](const Mailbox& mailbox) { return !mailbox.last.failure || mailbox.last.failure->temporary; });
}

void Mailboxes::remove(const std::vector<Place>& places, Deadline deadline)
{
    runParallel(mailboxes_.size(), [&](std::size_t i) {
        auto& mailbox = mailboxes_[i];
        std::vector<MessageId> ids;
        for (const auto& [place, id] : mailbox.found) {
            if (std::find(places.begin(), places.end(), place) != places.end()) {
                ids.push_back(id);
            }
        }
        if (!ids.empty()) {
            const auto result = mailbox.store->remove(ids, deadline);
            if (result.failure) {
                mailbox.removalFailure = answerOf(*result.failure);
            } else if (!result.marked.empty()) {
                mailbox.removalFailure = "they are marked as deleted, but so are others, and the server can't expunge "
                                         "single messages (UIDPLUS, RFC 4315)";
            }
        }
    });
}

void Mailboxes::close(Deadline deadline)
{
    runParallel(mailboxes_.size(), [&](std::size_t i) { mailboxes_[i].store->close(deadline); });
}

MailboxSeen Mailboxes::seenOf(const Mailbox& mailbox) const
{
    const auto facts = mailbox.store->facts();
    MailboxSeen seen;
    seen.url = harmless(mailbox.url);
    seen.subject = facts.subject;
    seen.tls = facts.tls;
    seen.loginMechanism = facts.login;
    seen.login = loginTime(facts.steps);
    seen.transcript = facts.transcript;
    seen.leftOut = mailbox.last.leftOut;
    seen.removalFailure = mailbox.store->concealed(mailbox.removalFailure);
    if (!mailbox.wasAsked) {
        seen.failure = Failure{FailureKind::TimedOut, "there was no time left to read it"};
    } else if (const auto& failure = mailbox.last.failure) {
        const auto answer = mailbox.store->concealed(answerOf(*failure));
        if (failure->step == RetrievalStep::Login && (failure->refusal || failure->obstacle) && !failure->temporary) {
            seen.loginRefused = answer;
            seen.loginObstacle = !failure->refusal;
        } else {
            const auto where =
                mailbox.last.failedFolder.empty() ? "" : "folder '" + harmless(mailbox.last.failedFolder, 80) + "': ";
            const auto what = failure->refusal ? std::string(toString(failure->step)) + " refused: \"" + answer + "\""
                                               : failure->failure.detail;
            seen.failure = Failure{failure->failure.kind, where + what};
        }
    }
    return seen;
}

std::vector<MailboxSeen> Mailboxes::seen() const
{
    std::vector<MailboxSeen> all;
    for (const auto& mailbox : mailboxes_) {
        all.push_back(seenOf(mailbox));
    }
    return all;
}

} // namespace mpm::checkMailRoundtrip
