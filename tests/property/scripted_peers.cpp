// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/scripted_peers.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <utility>

namespace mpm::property {
namespace {

/// Answers each line that it is sent, and keeps what it says until somebody listens.
class SmtpServer : public Channel {
public:
    explicit SmtpServer(std::shared_ptr<const SmtpScript> script) : script_(std::move(script)) { say(""); }

    std::string receive(Deadline /*deadline*/) override
    {
        if (said_.empty()) {
            throw left_ ? PeerFailed(FailureKind::Closed, "connection closed by the server")
                        : PeerFailed(FailureKind::TimedOut, "no answer within 9.9 s");
        }
        return std::exchange(said_, {});
    }

    std::string receivePending() override { return {}; }

    void send(std::string_view bytes, Deadline /*deadline*/) override
    {
        heard_ += bytes;
        while (takeLine()) {
        }
    }

    TlsFacts startTls(const TlsRequest& request, Deadline /*deadline*/) override
    {
        inTls_ = true;
        said_.clear();
        return script_->tls ? script_->tls->facts(request) : TlsFacts{};
    }

private:
    bool takeLine()
    {
        const bool message = expectsMessage_;
        const bool empty = message && heard_.starts_with(".\r\n"); // the dot of a client whose recipients were refused
        const std::string_view end = empty ? ".\r\n" : message ? "\r\n.\r\n" : "\r\n";
        const auto at = heard_.find(end);
        if (at == std::string::npos) {
            return false;
        }
        const auto line = heard_.substr(0, at);
        heard_.erase(0, at + end.size());
        expectsMessage_ = false;
        if (message) {
            say(".");
        } else if (expectsResponse_) {
            say("AUTH");
        } else {
            say(toUpper(line.substr(0, line.find(' '))));
        }
        return true;
    }

    static std::string toUpper(std::string word)
    {
        std::transform(word.begin(), word.end(), word.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        return word;
    }

    void say(const std::string& verb)
    {
        auto replies = script_->replies.find(inTls_ ? "TLS " + verb : verb);
        replies = replies == script_->replies.end() ? script_->replies.find(verb) : replies;
        replies = replies == script_->replies.end() ? script_->replies.find("*") : replies;
        const auto& all = replies->second;
        const auto& reply = all[std::min(turns_[replies->first]++, all.size() - 1)];
        said_ += reply;
        if (verb == script_->cutShort) {
            said_.resize(said_.size() - 2);
            left_ = true;
        }
        expectsMessage_ = verb == "DATA" && reply.starts_with("354");
        expectsResponse_ = verb == "AUTH" && reply.starts_with("334");
        left_ = left_ || verb == "QUIT" || reply.starts_with("421");
    }

    std::shared_ptr<const SmtpScript> script_;
    std::string heard_;
    std::string said_;
    std::map<std::string, std::size_t> turns_;
    bool expectsMessage_ = false;
    bool expectsResponse_ = false;
    bool inTls_ = false;
    bool left_ = false;
};

class OneAnswer : public Channel {
public:
    explicit OneAnswer(std::string octets) : octets_(std::move(octets)) {}

    std::string receive(Deadline /*deadline*/) override
    {
        if (octets_.empty()) {
            throw PeerFailed(FailureKind::Closed, "connection closed by the server");
        }
        return std::exchange(octets_, {});
    }
    std::string receivePending() override { return {}; }
    void send(std::string_view /*bytes*/, Deadline /*deadline*/) override {}
    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override
    {
        TlsFacts facts;
        facts.version = TlsVersion::Tls13;
        return facts;
    }

private:
    std::string octets_;
};

/// Draws replies under one server's name.
class Replies {
public:
    Replies(PeerWords& words, std::string name) : words_(words), name_(std::move(name)) {}

    /// One of these codes, in front of the text maybe an enhanced one of its class, on one to three lines.
    std::string of(const std::string& step, const std::vector<int>& codes)
    {
        const auto called = name_ + ", " + step;
        const int code = words_.oneOf(called + ": code", codes);
        const auto first = std::to_string(code / 100);
        const auto enhanced = words_.oneOf<std::string>(
            called + ": enhanced code", {"", first + ".0.0 ", first + ".7.1 ", first + ".1.1 ", first + ".2.3 "});
        std::vector<std::string> texts;
        for (int i = words_.oneOf<int>(called + ": lines", {1, 1, 2, 3}); i > 0; --i) {
            texts.push_back(enhanced + words_.text(called + ": line " + std::to_string(i)));
        }
        return replyOf(code, texts);
    }

    std::string hello(const std::string& step)
    {
        const auto called = name_ + ", " + step;
        const int code = words_.oneOf<int>(called + ": code", {250, 250, 250, 250, 250, 250, 550, 421, 502});
        std::vector<std::string> texts{words_.text(called + ": who it says it is")};
        for (const auto* capability :
             {"STARTTLS", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8", "DSN", "CHUNKING"}) {
            if (words_.oneOf<int>(called + ": " + capability, {1, 1, 0}) == 1) {
                texts.emplace_back(capability);
            }
        }
        texts.push_back("AUTH " + words_.textOr(called + ": mechanisms", "PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256"));
        texts.push_back("SIZE 1000000 " + words_.text(called + ": parameter of SIZE"));
        const auto keyword = words_.mode() == PeerWords::Mode::Calm ? "XWORDS " : "";
        texts.push_back(keyword + words_.text(called + ": capability"));
        return replyOf(code, texts);
    }

private:
    PeerWords& words_;
    std::string name_;
};

} // namespace

std::string replyOf(int code, const std::vector<std::string>& texts)
{
    std::string reply;
    for (const auto& text : texts) {
        reply += std::to_string(code) + (&text == &texts.back() ? " " : "-") + text + "\r\n";
    }
    return reply;
}

SmtpScript hostileSmtp(PeerWords& words, const std::string& name, const ServerParts& parts)
{
    Replies replies(words, name);
    SmtpScript script;
    auto& said = script.replies;
    said[""] = {replies.of("greeting", {220, 220, 220, 220, 220, 554, 421, 450})};
    said["EHLO"] = said["LHLO"] = {replies.hello("EHLO")};
    said["HELO"] = {replies.of("HELO", {250, 250, 550})};
    said["*"] = {replies.of("any command", {250, 252, 500, 550, 421, 214})};
    script.cutShort = words.oneOf<std::string>(name + " closes in the middle of its reply to",
                                               {"-", "-", "-", "-", "-", "-", "", "EHLO", "MAIL", "."});
    if (parts.tls) {
        said["STARTTLS"] = {replies.of("STARTTLS", {220, 220, 220, 220, 454, 501})};
        said["TLS EHLO"] = said["TLS LHLO"] = {replies.hello("EHLO in TLS")};
        script.tls.emplace(words, name);
    }
    if (parts.delivery) {
        said["AUTH"] = {replies.of("AUTH", {334, 334, 235, 235, 535, 454}),
                        replies.of("AUTH response", {334, 235, 535, 454}),
                        replies.of("AUTH, the end", {235, 235, 535})};
        said["MAIL"] = {replies.of("MAIL", {250, 250, 250, 250, 450, 550}),
                        replies.of("second MAIL", {250, 250, 451, 553})};
        said["RCPT"] = {replies.of("RCPT", {250, 250, 250, 251, 450, 550, 554}),
                        replies.of("second RCPT", {250, 451, 550, 554})};
        said["DATA"] = {replies.of("DATA", {354, 354, 354, 451, 554})};
        said["BDAT"] = {replies.of("BDAT", {250, 250, 452, 554})};
        said["."] = {replies.of("message", {250, 250, 250, 451, 554})};
        said["RSET"] = {replies.of("RSET", {250, 250, 250, 500, 421})};
    }
    return script;
}

void ScriptedPeers::smtp(const std::string& endpoint, SmtpScript script)
{
    peers_[endpoint] = [shared = std::make_shared<const SmtpScript>(std::move(script))] {
        return std::make_unique<SmtpServer>(shared);
    };
}

void ScriptedPeers::failing(const std::string& endpoint, FailureKind kind, const std::string& detail)
{
    peers_[endpoint] = [=]() -> std::unique_ptr<Channel> { throw PeerFailed(kind, detail); };
}

void ScriptedPeers::answering(const std::string& endpoint, std::string octets)
{
    peers_[endpoint] = [octets = std::move(octets)] { return std::make_unique<OneAnswer>(octets); };
}

std::unique_ptr<Channel> ScriptedPeers::dial(const Endpoint& endpoint, Deadline /*deadline*/)
{
    for (const auto& name : {endpoint.toString(), std::to_string(endpoint.port)}) {
        if (const auto peer = peers_.find(name); peer != peers_.end()) {
            return peer->second();
        }
    }
    throw PeerFailed(FailureKind::Refused, "connection refused");
}

std::vector<DnsAnswer> SharedDns::ask(const std::vector<DnsQuestion>& questions, Deadline deadline)
{
    const std::scoped_lock lock(mutex_);
    auto answers = table.ask(questions, deadline);
    for (auto& answer : answers) {
        answer.message.authenticData = answer.message.authenticData || secured;
    }
    return answers;
}

std::vector<DnsAnswer> SharedDns::askServers(const std::vector<ServerQuestion>& questions, Deadline deadline)
{
    const std::scoped_lock lock(mutex_);
    return table.askServers(questions, deadline);
}

} // namespace mpm::property
