// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/get.hpp"
#include "support/catch.hpp"

#include <map>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What a server does once it is dialled.
struct FakeServer {
    std::string answer = {};
    FailureKind end = FailureKind::Closed; ///< behind the answer
    std::string certificateProblem = {};
    bool refuses = false;
};

class FakeConnection : public Channel {
public:
    explicit FakeConnection(FakeServer server) : server_(std::move(server)) {}

    std::string receive(Deadline /*deadline*/) override
    {
        if (server_.answer.empty()) {
            throw PeerFailed(server_.end, "the channel's words");
        }
        return std::exchange(server_.answer, "");
    }
    std::string receivePending() override { return {}; }
    void send(std::string_view /*bytes*/, Deadline /*deadline*/) override {}
    TlsFacts startTls(const TlsRequest& request, Deadline /*deadline*/) override
    {
        TlsFacts facts;
        facts.verifyName = request.verifyName;
        if (!server_.certificateProblem.empty()) {
            facts.problems.emplace_back().text = server_.certificateProblem;
        }
        return facts;
    }

private:
    FakeServer server_;
};

/// Hosts by name, servers by address; counts who was dialled.
class FakeWeb : public Resolver, public Dialer {
public:
    std::map<std::string, std::vector<std::string>> hosts;
    std::map<std::string, FakeServer> servers;
    std::vector<std::string> dialed;

    AddressLookup addresses(const std::string& name, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        AddressLookup lookup;
        for (const auto& address : hosts[name]) {
            lookup.addresses.push_back(*IpAddress::parse(address));
        }
        return lookup;
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
    std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline /*deadline*/) override
    {
        dialed.push_back(endpoint.address.toString());
        const auto& server = servers[dialed.back()];
        if (server.refuses) {
            throw PeerFailed(FailureKind::Refused, "connection refused");
        }
        return std::make_unique<FakeConnection>(server);
    }

    HttpResponse get(const HttpRequest& request) { return httpGet({*this, *this}, request, Deadline::in(Seconds(5))); }

    std::string failureOf(const HttpRequest& request)
    {
        try {
            get(request);
        } catch (const PeerFailed& failed) {
            return failed.failure().detail;
        }
        return "none";
    }
};

HttpRequest request(const std::string& url)
{
    return {.url = Url::parse(url).value(), .accept = "text/plain", .longestBody = 100};
}

std::string response(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\n\r\n" + body;
}

std::string redirect(const std::string& location)
{
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
}

} // namespace

TEST_CASE("a redirect is followed to the same host and to a public one, unless none is wanted")
{
    FakeWeb web;
    web.hosts = {{"a.example", {"10.0.0.1"}}, {"b.example", {"20.0.0.2"}}};
    web.servers["10.0.0.1"].answer = redirect("https://b.example/x");
    web.servers["20.0.0.2"].answer = response("hello");
    auto wanted = request("https://a.example/");
    CHECK(web.get(wanted).body == "hello");
    CHECK(web.dialed == std::vector<std::string>{"10.0.0.1", "20.0.0.2"});
    wanted.mostRedirects = 0;
    CHECK(web.get(wanted).location == "https://b.example/x");
}

TEST_CASE("a server can't send the client into this machine's networks, to plain text, to other ports or around")
{
    FakeWeb web;
    web.hosts = {{"a.example", {"20.0.0.1"}}, {"inside.example", {"10.0.0.2"}}};
    const auto failure = [&](const std::string& location) {
        web.servers["20.0.0.1"].answer = redirect(location);
        return web.failureOf(request("https://a.example/"));
    };
    CHECK_THAT(failure("https://inside.example/"),
               ContainsSubstring("inside.example: not asked: its address 10.0.0.2"));
    CHECK_THAT(failure("http://a.example/"), ContainsSubstring("from https to http"));
    CHECK_THAT(failure("https://inside.example:22/"), ContainsSubstring("an unusual port of another host"));
    CHECK(failure("/again") == "a.example: redirects too often");
}

TEST_CASE("an address that refuses is passed over, one that connects and stays silent only where that is wanted")
{
    FakeWeb web;
    web.hosts = {{"a.example", {"20.0.0.1", "20.0.0.2", "20.0.0.3"}}};
    web.servers["20.0.0.1"].refuses = true;
    web.servers["20.0.0.2"].end = FailureKind::TimedOut;
    web.servers["20.0.0.3"].answer = response("hello");
    auto wanted = request("http://a.example/");
    CHECK_THAT(web.failureOf(wanted), ContainsSubstring("a.example: no"));
    CHECK(web.dialed.size() == 2);
    wanted.next = NextAddress::UnlessAnswered;
    CHECK(web.get(wanted).body == "hello");
    web.servers["20.0.0.3"] = web.servers["20.0.0.1"];
    CHECK(web.failureOf(wanted) == "a.example: [20.0.0.3]:80 connection refused");
}

TEST_CASE("a host without address, a bad certificate, a cut or endless answer are told, and how far it came")
{
    using Stage = AskFailed::Stage;
    FakeWeb web;
    web.hosts = {{"a.example", {"20.0.0.1"}}};
    auto& server = web.servers["20.0.0.1"];
    const auto reason = [&](const std::string& url) {
        try {
            web.get(request(url));
        } catch (const AskFailed& failed) {
            return failed.reason;
        }
        throw std::runtime_error("there was an answer");
    };
    CHECK(web.failureOf(request("https://none.example/")) == "none.example: no address");
    CHECK(reason("https://none.example/").endpoint.empty());

    server.certificateProblem = "it has expired";
    CHECK(web.failureOf(request("https://a.example/")) == "a.example: its certificate: it has expired");
    CHECK(reason("https://a.example/").stage == Stage::Certificate);
    CHECK(reason("https://a.example/").endpoint == "[20.0.0.1]:443");
    CHECK(reason("https://a.example/").failure.detail == "it has expired");

    CHECK(web.failureOf(request("http://a.example/")) == "a.example: closed the connection without an answer");
    server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab";
    CHECK(web.failureOf(request("http://a.example/")) == "a.example: the answer was cut off");
    server.end = FailureKind::TimedOut;
    CHECK(reason("http://a.example/").stage == Stage::Answer);
    CHECK(reason("http://a.example/").begun);
    server.answer = response(std::string(101, 'x'));
    CHECK_THAT(web.failureOf(request("http://a.example/")), ContainsSubstring("longer than 100 octets"));
}
