// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/retrieval/retrieval_dialogue.hpp"

#include "check/ascii.hpp"
#include "retrieval/make_store.hpp"
#include "support/catch.hpp"
#include "support/openssl_digests.hpp"
#include "support/scripted_channel.hpp"

#include <memory>
#include <vector>

namespace mpm::test {
namespace {

using Words = std::vector<std::string>;

/// A scripted server with which a TLS session stands as soon as it is begun.
class TlsScript : public ScriptedChannel {
public:
    using ScriptedChannel::ScriptedChannel;

    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override
    {
        TlsFacts facts;
        facts.version = TlsVersion::Tls13;
        return facts;
    }
};

/// Gives each connection its part of the script.
class ScriptDialer : public Dialer {
public:
    explicit ScriptDialer(const Words& script)
    {
        parts_.emplace_back();
        for (const auto& line : script) {
            if (!parts_.back().empty() && parts_.back().back() == "* closes") {
                parts_.emplace_back();
            }
            parts_.back().push_back(line);
        }
    }

    std::unique_ptr<Channel> dial(const Endpoint& /*endpoint*/, Deadline /*deadline*/) override
    {
        if (next_ == parts_.size()) {
            throw PeerFailed(FailureKind::Refused, "connection refused");
        }
        scripts_.push_back(std::make_shared<TlsScript>(parts_[next_++]));
        return std::make_unique<Shared>(scripts_.back());
    }

    Words faults() const
    {
        Words all;
        for (const auto& script : scripts_) {
            for (const auto& fault : script->faults()) {
                all.push_back(fault);
            }
        }
        return all;
    }

private:
    /// What the test looks at afterwards outlives the client's connection.
    struct Shared : Channel {
        explicit Shared(std::shared_ptr<TlsScript> script) : inner(std::move(script)) {}
        std::string receive(Deadline deadline) override { return inner->receive(deadline); }
        std::string receivePending() override { return inner->receivePending(); }
        void send(std::string_view bytes, Deadline deadline) override { inner->send(bytes, deadline); }
        TlsFacts startTls(const TlsRequest& request, Deadline deadline) override
        {
            return inner->startTls(request, deadline);
        }
        std::shared_ptr<TlsScript> inner;
    };

    std::vector<Words> parts_;
    std::size_t next_ = 0;
    std::vector<std::shared_ptr<TlsScript>> scripts_;
};

class OneAddress : public Resolver {
public:
    AddressLookup addresses(const std::string& /*name*/, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        return {{*IpAddress::parse("192.0.2.25")}, {}, 0};
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
};

class Run {
public:
    explicit Run(const Words& script) : dialer_(script)
    {
        plan_.login.nonce = "rOprNGfwEbeRWgbNEkqO"; // of RFC 7677 section 3
        plan_.login.credentials = {"tim", Secret("open sesame")};
    }

    void perform(const std::string& action)
    {
        const auto verb = action.substr(0, action.find(' '));
        const auto rest = verb.size() < action.size() ? action.substr(verb.size() + 1) : "";
        if (verb == "url") {
            plan_.url = MailboxUrl::parse(rest);
            plan_.login.credentials.user = plan_.url.user;
        } else if (verb == "mechanism") {
            plan_.login.mechanism = parseSaslMechanism(rest).value();
        } else if (verb == "clear") {
            plan_.login.allowClear = true;
        } else if (verb == "untrusted") {
            plan_.trusts = [](const TlsFacts&) { return false; };
        } else if (verb == "secret") {
            plan_.login.credentials.password = Secret(rest);
        } else if (verb == "folder") {
            plan_.folders.push_back(rest);
        } else if (verb == "find" || verb == "text") {
            search(verb, rest);
        } else if (verb == "remove") {
            note(store().remove(found_, later()));
        } else if (verb == "close") {
            store().close(later());
        } else {
            throw std::runtime_error("what is '" + action + "'?");
        }
    }

    const Words& outcome() const { return outcome_; }
    Words faults() const { return dialer_.faults(); }

    void checkSecretsHidden()
    {
        const std::string secret(plan_.login.credentials.password.reveal());
        for (const auto& line : store().facts().transcript) {
            INFO(line);
            CHECK(line.find(secret) == std::string::npos);
            CHECK(line.find(inBase64(Secret(secret)).reveal()) == std::string::npos);
        }
        for (const auto& text : texts_) {
            CHECK(text.find(secret) == std::string::npos);
        }
    }

private:
    static Deadline later() { return Deadline::in(Seconds(30)); }

    MessageStore& store()
    {
        if (!store_) {
            store_ = makeMessageStore(plan_, {resolver_, dialer_, digests_});
        }
        return *store_;
    }

    void search(const std::string& verb, const std::string& what)
    {
        MessageCriteria criteria;
        if (verb == "text") {
            criteria.text = what;
        } else if (!what.empty()) {
            criteria.headers = {{what.substr(0, what.find(' ')), what.substr(what.find(' ') + 1)}};
        }
        const auto result = store().find(criteria, later());
        for (const auto& message : result.messages) {
            outcome_.push_back("found:" + message.id.folder + "/" + message.id.unique + (message.junk ? "!" : "") +
                               (message.bodyCut || message.headerCut ? "~" : ""));
            found_.push_back(message.id);
        }
        if (result.leftOut > 0) {
            outcome_.push_back("left:" + std::to_string(result.leftOut));
        }
        note(result.failure);
    }

    void note(const RemovalResult& result)
    {
        for (const auto& id : result.removed) {
            outcome_.push_back("removed:" + id.unique);
        }
        for (const auto& id : result.marked) {
            outcome_.push_back("marked:" + id.unique);
        }
        note(result.failure);
    }

    void note(const std::optional<RetrievalFailure>& failure)
    {
        if (failure) {
            UNSCOPED_INFO(failure->failure.detail);
            outcome_.push_back("failure:" + std::string(toString(failure->step)) +
                               (failure->refusal ? ":refused" : "") + (failure->obstacle ? ":obstacle" : ""));
            texts_.push_back(failure->failure.detail);
        }
    }

    OneAddress resolver_;
    ScriptDialer dialer_;
    OpensslDigests digests_;
    RetrievalPlan plan_;
    std::unique_ptr<MessageStore> store_;
    std::vector<MessageId> found_;
    Words outcome_;
    Words texts_;
};

} // namespace

void checkTranscript(const std::string& file)
{
    const auto dialogue = Dialogue::read(file);
    Run run(dialogue.script);
    for (const auto& action : dialogue.commands) {
        run.perform(action);
    }
    CHECK(run.outcome() == dialogue.findings);
    CHECK(run.faults() == Words());
    run.checkSecretsHidden();
}

} // namespace mpm::test
