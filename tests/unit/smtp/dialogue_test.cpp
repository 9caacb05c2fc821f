// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/scripted_channel.hpp"
#include "survey/judge_visit.hpp"
#include "survey/visit.hpp"

#include <string>
#include <vector>

using namespace mpm;

namespace {

/// Hands out one channel, which the test keeps to look at afterwards.
class ScriptedDialer : public Dialer {
public:
    explicit ScriptedDialer(ScriptedChannel& channel) : channel_(channel) {}

    std::unique_ptr<Channel> dial(const Endpoint& /*endpoint*/, Deadline /*deadline*/) override
    {
        return std::make_unique<Borrowed>(channel_);
    }

private:
    struct Borrowed : Channel {
        explicit Borrowed(ScriptedChannel& channel) : inner(channel) {}
        std::string receive(Deadline deadline) override { return inner.receive(deadline); }
        std::string receivePending() override { return inner.receivePending(); }
        void send(std::string_view bytes, Deadline deadline) override { inner.send(bytes, deadline); }
        TlsFacts startTls(const TlsRequest& request, Deadline deadline) override
        {
            return inner.startTls(request, deadline);
        }
        ScriptedChannel& inner;
    };

    ScriptedChannel& channel_;
};

/// The dialogue goes word for word as its transcript says, and is judged as it says.
void checkTranscript(const std::string& file)
{
    const auto dialogue = Dialogue::read(file);
    ScriptedChannel channel(dialogue.script);
    ScriptedDialer dialer(channel);
    VisitPlan plan;
    plan.clientName = "client.example";
    plan.commands = dialogue.commands;
    const auto seen =
        visit(dialer, "mail.example.com", *Endpoint::parse("192.0.2.25", 25), plan, Deadline::in(Seconds(10)));
    std::vector<std::string> ids;
    for (const auto& finding : judgeVisit(seen, Status::Critical)) {
        ids.push_back(finding.id);
    }
    CHECK(channel.faults() == std::vector<std::string>());
    CHECK(ids == dialogue.findings);
}

} // namespace

// Each file of tests/dialogues/smtp is a test of its own; tests/CMakeLists.txt writes them.
#include "transcripts/smtp.inc"

TEST_CASE("a transcript that the client does not keep to is noticed")
{
    ScriptedChannel channel({"S: 220 ready", "C: HELO other.example"});
    ScriptedDialer dialer(channel);
    VisitPlan plan;
    plan.clientName = "client.example";
    visit(dialer, "mail.example.com", *Endpoint::parse("192.0.2.25", 25), plan, Deadline::in(Seconds(10)));
    CHECK(channel.faults().size() >= 1);
}
