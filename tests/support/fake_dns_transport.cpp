// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_dns_transport.hpp"

#include <stdexcept>

namespace mpm::test {

FakeDnsTransport& FakeDnsTransport::record(const std::string& text)
{
    records_.push_back(FakeRecord::parse(text));
    return *this;
}

FakeDnsTransport& FakeDnsTransport::reply(const std::string& question, std::function<void(DnsReply&)> change)
{
    replies_[question] = std::move(change);
    return *this;
}

FakeDnsTransport& FakeDnsTransport::failure(const std::string& question, DnsOutcome outcome, std::string detail)
{
    failures_[question] = {outcome, std::move(detail)};
    return *this;
}

FakeDnsTransport& FakeDnsTransport::server(const Endpoint& endpoint,
                                           std::function<DnsAnswer(const ServerQuestion&)> behaviour)
{
    servers_[endpoint] = std::move(behaviour);
    return *this;
}

Endpoint FakeDnsTransport::defaultServer()
{
    return *Endpoint::parse("192.0.2.53", 53);
}

std::vector<DnsAnswer> FakeDnsTransport::ask(const std::vector<DnsQuestion>& questions, Deadline)
{
    std::vector<DnsAnswer> answers;
    for (const auto& question : questions) {
        answers.push_back(look(question, defaultServer()));
    }
    return answers;
}

std::vector<DnsAnswer> FakeDnsTransport::askServers(const std::vector<ServerQuestion>& questions, Deadline)
{
    std::vector<DnsAnswer> answers;
    for (const auto& question : questions) {
        const auto found = servers_.find(question.server);
        answers.push_back(found == servers_.end() ? look(question.question, question.server) : found->second(question));
        answers.back().protocol = question.protocol;
    }
    return answers;
}

DnsAnswer FakeDnsTransport::look(const DnsQuestion& question, const Endpoint& server)
{
    const auto key = question.toString();
    asked_.push_back(key);
    if (const auto failed = failures_.find(key); failed != failures_.end()) {
        DnsAnswer answer;
        answer.question = question;
        answer.server = server;
        answer.outcome = failed->second.first;
        answer.detail = failed->second.second;
        return answer;
    }
    const DnsQuery query{question, 1, {}, EdnsChoice::None, true};
    auto reply = replyFrom(records_, writeQuery(query));
    if (const auto change = replies_.find(key); change != replies_.end()) {
        reply.rcode(0);
        change->second(reply);
    }
    auto message = readAnswer(query, reply.octets());
    if (const auto* fault = std::get_if<WireFault>(&message)) {
        throw std::logic_error("the table's answer to " + key + " can't be read: " + fault->sentence);
    }
    return judgeMessage(question, std::get<DnsMessage>(std::move(message)), server);
}

} // namespace mpm::test
