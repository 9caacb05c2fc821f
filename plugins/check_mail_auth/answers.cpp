// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/answers.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mpm::checkMailAuth {

void Answers::add(DnsAnswer answer)
{
    if (answer.isConclusive() && answer.message.answersLeftOut > 0) { // what was looked for may be among them
        answer.outcome = DnsOutcome::Garbage;
        answer.detail = "the answer for " + answer.question.toString() + " from " + answer.server.toString() +
                        " holds more than is read, by " + std::to_string(answer.message.answersLeftOut) +
                        (answer.message.answersLeftOut == 1 ? " record" : " records");
    }
    const std::pair key(answer.question.name, answer.question.type);
    answers_.insert_or_assign(key, std::move(answer));
}

const DnsAnswer* Answers::find(const DnsName& name, RecordType type) const
{
    const auto found = answers_.find({name, type});
    return found == answers_.end() ? nullptr : &found->second;
}

std::vector<const DnsAnswer*> Answers::all() const
{
    std::vector<const DnsAnswer*> result;
    result.reserve(answers_.size());
    for (const auto& [key, answer] : answers_) {
        result.push_back(&answer);
    }
    return result;
}

const DnsAnswer* Reading::look(const DnsName& name, RecordType type)
{
    const auto* answer = answers_.find(name, type);
    if (answer == nullptr && missing_.size() < mostQuestions) {
        const DnsQuestion question{name, type};
        if (std::find(missing_.begin(), missing_.end(), question) == missing_.end()) {
            missing_.push_back(question);
        }
    }
    return answer;
}

namespace {

struct Rounds {
    DnsLookups& lookups;
    std::function<void(Reading&)> read;
    Deadline deadline;
    std::size_t most;
    std::function<void(Answers)> then;
    Answers answers = {};
};

void goOn(const std::shared_ptr<Rounds>& rounds)
{
    auto& answers = rounds->answers;
    std::vector<DnsQuestion> questions;
    if (answers.size() < rounds->most && !rounds->deadline.passed()) {
        Reading reading(answers);
        rounds->read(reading);
        questions = reading.missing();
    }
    if (questions.empty()) {
        rounds->then(std::move(answers));
        return;
    }
    questions.resize(std::min(questions.size(), rounds->most - answers.size()));
    rounds->lookups.add({.questions = std::move(questions),
                         .until = rounds->deadline.share(2),
                         .then = [rounds](std::vector<DnsAnswer> fresh) {
                             for (auto& answer : fresh) {
                                 rounds->answers.add(std::move(answer));
                             }
                             goOn(rounds);
                         }});
}

} // namespace

void askAll(DnsLookups& lookups, std::function<void(Reading&)> read, Deadline deadline,
            std::function<void(Answers)> then, std::size_t most)
{
    goOn(std::make_shared<Rounds>(Rounds{lookups, std::move(read), deadline, most, std::move(then)}));
}

Answers askAll(DnsTransport& dns, const std::function<void(Reading&)>& read, Deadline deadline, std::size_t most)
{
    DnsLookups lookups;
    Answers result;
    askAll(
        lookups, read, deadline, [&](Answers answers) { result = std::move(answers); }, most);
    dns.follow(lookups);
    return result;
}

} // namespace mpm::checkMailAuth
