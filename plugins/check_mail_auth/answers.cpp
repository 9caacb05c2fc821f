// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/answers.hpp"

#include <algorithm>

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

Answers askAll(DnsTransport& dns, const std::function<void(Reading&)>& read, Deadline deadline, std::size_t most)
{
    Answers answers;
    while (answers.size() < most && !deadline.passed()) {
        Reading reading(answers);
        read(reading);
        auto questions = reading.missing();
        if (questions.empty()) {
            break;
        }
        questions.resize(std::min(questions.size(), most - answers.size()));
        for (auto& answer : dns.ask(questions, deadline.share(2))) {
            answers.add(std::move(answer));
        }
    }
    return answers;
}

} // namespace mpm::checkMailAuth
