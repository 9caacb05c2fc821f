// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_task.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/range.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// The longest wait for one packet before the next one goes out. It only hedges: who has been
/// asked is listened to until the whole time is up.
constexpr Seconds longestInterval{1.0};

bool wantsOlderEdns(Rcode rcode)
{
    return rcode == Rcode::FormErr || rcode == Rcode::NotImp || rcode == Rcode::BadVers;
}

/// Sockets of a question that was given up, on which its answer may still come.
class OpenExchanges : public DnsListening {
public:
    std::vector<std::unique_ptr<PendingQuery>> queries;
    Clock::time_point startedAt;
};

} // namespace

DnsTask::DnsTask(DnsPlan plan, Deadline deadline) : plan_(std::move(plan)), deadline_(deadline)
{
    for (const auto& endpoint : plan_.servers) {
        const auto same = [&](const Server& s) { return s.endpoint == endpoint; };
        if (std::none_of(servers_.begin(), servers_.end(), same)) {
            servers_.push_back({.endpoint = endpoint, .truncated = {}, .trouble = {}});
        }
    }
    const bool overTcp = plan_.form.protocol == DnsProtocol::Tcp;
    const auto addRound = [this](EdnsChoice edns) {
        for (std::size_t i = 0; i < servers_.size(); ++i) {
            attempts_.push_back({i, edns});
        }
    };
    for (unsigned round = 0; round < (overTcp ? 1 : std::max(plan_.attempts, 1U)); ++round) {
        addRound(plan_.form.edns);
    }
    if (!overTcp && plan_.form.edns != EdnsChoice::None && plan_.fallback == ServerQuestion::Fallback::All) {
        addRound(EdnsChoice::None); // for those that drop what they do not know
    }
}

void DnsTask::start()
{
    started_ = true;
    startedAt_ = Clock::now();
    const auto wanted = plan_.timeout * std::max(plan_.attempts, 1U) * static_cast<double>(servers_.size());
    giveUpAt_ = deadline_.orEarlier(wanted).at();
    const auto share = Deadline(giveUpAt_).remaining() / static_cast<Clock::rep>(attempts_.size());
    interval_ = std::min({share, std::chrono::duration_cast<Clock::duration>(longestInterval),
                          std::chrono::duration_cast<Clock::duration>(plan_.timeout)});
    listenToEarlier();
    sendNext();
}

Clock::time_point DnsTask::nextEvent() const
{
    return attempts_.empty() ? giveUpAt_ : std::min(nextSend_, giveUpAt_);
}

void DnsTask::onTime()
{
    const auto now = Clock::now();
    if (isDone()) {
        return;
    }
    if (now >= giveUpAt_) {
        giveUp();
    } else if (now >= nextSend_ && !attempts_.empty()) {
        sendNext();
    }
}

void DnsTask::onReady(int descriptor)
{
    const auto found = std::find_if(queries_.begin(), queries_.end(),
                                    [=](const auto& query) { return query->number() == descriptor; });
    if (isDone() || found == queries_.end()) {
        return;
    }
    auto& query = **found;
    auto step = query.advance();
    for (const auto oddity : query.oddities()) {
        note(oddity);
    }
    if (!step) {
        return;
    }
    const auto form = query.form();
    const auto server = serverOf(query);
    const bool late = isEarlier(query);
    std::erase(earlier_, found->get());
    queries_.erase(found);
    if (late && std::holds_alternative<DnsTrouble>(*step)) {
        return; // the packets of now will tell
    }
    heardLate_ = late;
    if (auto* message = std::get_if<DnsMessage>(&*step)) {
        takeMessage(server, form, std::move(*message));
    } else {
        takeTrouble(server, form, std::move(std::get<DnsTrouble>(*step)));
    }
}

/// Goes on to the next attempt at once when one fails on the spot.
void DnsTask::sendNext()
{
    bool sent = false;
    while (!sent && !attempts_.empty()) {
        const auto attempt = attempts_.front();
        attempts_.pop_front();
        const auto& server = servers_[attempt.server];
        if (!server.trouble && !server.overTcp) {
            send(attempt);
            sent = !server.trouble;
        }
    }
    nextSend_ = Clock::now() + interval_;
}

void DnsTask::send(Attempt attempt)
{
    auto& server = servers_[attempt.server];
    if (server.asked) {
        note(DnsOddity::Retried);
    }
    server.asked = true;
    auto form = plan_.form;
    form.edns = server.refusesEdns ? EdnsChoice::None : attempt.edns;
    if (auto* query = openQuery(attempt.server, form.edns)) {
        if (auto trouble = query->repeat()) {
            takeTrouble(attempt.server, form, std::move(*trouble));
        }
    } else {
        open(attempt.server, form);
    }
}

void DnsTask::open(std::size_t server, const DnsQueryForm& form)
{
    try {
        queries_.push_back(
            std::make_unique<PendingQuery>(servers_[server].endpoint, plan_.question, form, plan_.source, plan_.room));
    } catch (const DnsServerFailed& failed) {
        takeTrouble(server, form, failed.trouble());
    }
}

void DnsTask::takeMessage(std::size_t server, const DnsQueryForm& form, DnsMessage message)
{
    if (plan_.fallback == ServerQuestion::Fallback::All && fallBack(server, form, message)) {
        return;
    }
    auto answer = answerFrom(plan_.question, std::move(message), servers_[server].endpoint);
    answer.protocol = form.protocol;
    takeAnswer(server, form, std::move(answer));
}

/// Whether the server is asked again in another form.
bool DnsTask::fallBack(std::size_t index, const DnsQueryForm& form, const DnsMessage& message)
{
    auto& server = servers_[index];
    auto other = form;
    if (wantsOlderEdns(message.rcode) && form.edns != EdnsChoice::None) {
        server.refusesEdns = true;
        other.edns = EdnsChoice::None;
    } else if (form.protocol == DnsProtocol::Udp && (message.truncated || !message.caseKept)) {
        // A question that came back in another case may be a forgery, which TCP is proof against.
        server.overTcp = true;
        other.protocol = DnsProtocol::Tcp;
        giveUpAt_ = std::max(giveUpAt_, deadline_.orEarlier(plan_.timeout).at());
        if (message.truncated) {
            server.truncated = answerFrom(plan_.question, message, server.endpoint);
        }
    } else {
        return false;
    }
    open(index, other);
    return true;
}

void DnsTask::takeAnswer(std::size_t server, const DnsQueryForm& form, DnsAnswer answer)
{
    if (form.edns != plan_.form.edns) {
        answer.note(DnsOddity::WithoutEdns);
    }
    const bool final =
        answer.isConclusive() || answer.outcome == DnsOutcome::Bogus || answer.outcome == DnsOutcome::AliasLoop;
    if (final || servers_.size() == 1) {
        finish(std::move(answer));
        return;
    }
    const DnsTrouble trouble{answer.outcome, answer.detail};
    if (!fallback_) {
        fallback_ = std::move(answer);
    }
    putAside(server, trouble);
}

void DnsTask::takeTrouble(std::size_t index, const DnsQueryForm& form, DnsTrouble trouble)
{
    auto& server = servers_[index];
    if (form.protocol == DnsProtocol::Tcp && server.overTcp) {
        note(DnsOddity::TcpFailed);
        const auto reason = server.truncated ? server.truncated->detail
                                             : server.endpoint.toString() + " changes the case of the question";
        trouble = {server.truncated ? DnsOutcome::Truncated : DnsOutcome::Garbage,
                   reason + ", and TCP fails: " + trouble.words};
        fallback_ = fallback_ ? fallback_ : server.truncated;
    }
    putAside(index, std::move(trouble));
}

/// This server is done with; the next one gets its turn at once.
void DnsTask::putAside(std::size_t server, DnsTrouble trouble)
{
    servers_[server].trouble = std::move(trouble);
    std::erase_if(queries_, [&](const auto& query) { return serverOf(*query) == server; });
    const auto is = [this](auto what) { return std::any_of(servers_.begin(), servers_.end(), what); };
    if (!is([](const Server& s) { return !s.trouble; })) {
        giveUp();
    } else if (is([](const Server& s) { return !s.asked; })) {
        nextSend_ = Clock::now();
    } else if (fallback_ && !is([](const Server& s) { return s.overTcp && !s.trouble; })) {
        giveUpAt_ = std::min(giveUpAt_, Clock::now() + interval_); // all the others are silent so far
    }
}

void DnsTask::giveUp()
{
    for (const auto& server : servers_) {
        if (server.truncated && !server.trouble) {
            note(DnsOddity::TcpFailed);
            fallback_ = fallback_ ? fallback_ : server.truncated;
        }
    }
    auto answer = failedAnswer();
    if (plan_.keepListening && answer.outcome == DnsOutcome::TimedOut && !fallback_) {
        answer.listening = leaveListening();
    }
    if (fallback_) {
        fallback_->detail = answer.detail;
        answer = std::move(*fallback_);
    }
    finish(std::move(answer));
}

void DnsTask::listenToEarlier()
{
    if (auto* open = dynamic_cast<OpenExchanges*>(plan_.earlier.get())) {
        queries_ = std::move(open->queries);
        open->queries.clear();
        earlierStart_ = open->startedAt;
        for (const auto& query : queries_) {
            earlier_.push_back(query.get());
        }
    }
}

bool DnsTask::isEarlier(const PendingQuery& query) const
{
    return std::find(earlier_.begin(), earlier_.end(), &query) != earlier_.end();
}

/// Only on the sockets with the question as it was meant: a server that drops EDNS has been heard without.
std::shared_ptr<DnsListening> DnsTask::leaveListening()
{
    auto open = std::make_shared<OpenExchanges>();
    open->startedAt = startedAt_;
    for (auto& query : queries_) {
        if (query->form().edns == plan_.form.edns && !isEarlier(*query)) {
            open->queries.push_back(std::move(query));
        }
    }
    queries_.clear();
    return open;
}

/// What is to be said of all the servers when none gave a useful answer.
DnsAnswer DnsTask::failedAnswer() const
{
    std::vector<std::string> words;
    std::vector<std::string> silent;
    std::optional<DnsOutcome> outcome;
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        const auto& server = servers_[i];
        const auto stray = std::find_if(queries_.begin(), queries_.end(), [&](const auto& query) {
            return serverOf(*query) == i && !query->strayWords().empty();
        });
        if (server.trouble) {
            words.push_back(server.trouble->words);
            outcome = outcome.value_or(server.trouble->outcome);
        } else if (stray != queries_.end()) {
            words.push_back(server.endpoint.toString() + " sends packets, but no answer: " + (*stray)->strayWords());
            outcome = DnsOutcome::Garbage;
        } else if (server.truncated) {
            words.push_back(server.truncated->detail + ", and there is no answer by TCP");
        } else if (server.asked) {
            silent.push_back(server.endpoint.toString());
        }
    }
    if (!silent.empty()) {
        words.push_back("no answer from " + join(silent, " and ") +
                        (plan_.form.protocol == DnsProtocol::Tcp ? " by TCP" : "") + " within " +
                        formatNumber(since(startedAt_).count(), 1) + " s");
        outcome = outcome == DnsOutcome::Garbage ? outcome : DnsOutcome::TimedOut;
    }
    DnsAnswer answer;
    answer.question = plan_.question;
    answer.protocol = plan_.form.protocol;
    answer.server = servers_.front().endpoint;
    answer.outcome = outcome.value_or(DnsOutcome::TimedOut);
    answer.detail = join(words, "; ");
    return answer;
}

void DnsTask::finish(DnsAnswer answer)
{
    answer.seconds = since(heardLate_ ? earlierStart_ : startedAt_);
    for (const auto oddity : oddities_) {
        answer.note(oddity);
    }
    const bool failedBefore = std::any_of(servers_.begin(), servers_.end(),
                                          [&](const Server& s) { return s.asked && s.endpoint != answer.server; });
    if (failedBefore) {
        answer.note(DnsOddity::OtherServer);
    }
    queries_.clear();
    attempts_.clear();
    result_ = std::move(answer);
}

DnsAnswer DnsTask::takeResult()
{
    if (result_) {
        return std::move(*result_);
    }
    DnsAnswer answer;
    answer.question = plan_.question;
    answer.server = servers_.front().endpoint;
    answer.detail = "no time was left to ask " + answer.server.toString() + " for " + plan_.question.toString();
    return answer;
}

void DnsTask::note(DnsOddity oddity)
{
    addOnce(oddities_, oddity);
}

PendingQuery* DnsTask::openQuery(std::size_t server, EdnsChoice edns) const
{
    const auto found = std::find_if(queries_.begin(), queries_.end(), [&](const auto& query) {
        return serverOf(*query) == server && query->form().edns == edns && !isEarlier(*query);
    });
    return found == queries_.end() ? nullptr : found->get();
}

std::size_t DnsTask::serverOf(const PendingQuery& query) const
{
    const auto found =
        std::find_if(servers_.begin(), servers_.end(), [&](const Server& s) { return s.endpoint == query.server(); });
    return static_cast<std::size_t>(found - servers_.begin());
}

} // namespace mpm
