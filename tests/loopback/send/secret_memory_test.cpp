// SPDX-License-Identifier: GPL-3.0-or-later
// What the memory of a check holds of a password while it waits for the server.
#include "check/base64.hpp"
#include "loopback/send/send_verdict.hpp"
#include "support/process_memory.hpp"
#include "support/tls_server.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <thread>

using namespace mpm::test;

namespace {

using Lines = std::vector<std::string>;

/// Short enough for std::string to keep them in itself; as long as a hash's block and longer; too long for a command.
const std::string shortOne = "Zq7+Wn_4kX%v";
const std::string usual = "hJ8%wQ2+xLr_5Tz/Nc4~Vb9=Yp3Km7Gd6";
const std::string longerThanBlock = usual + "-Fs1.Ae0:Rt8;Uw5<Io2>Mp9?Bn6[Xk3]Hg7{Cv4}Jd1|Lz8";

std::string longToken()
{
    std::string token;
    for (int i = 0; token.size() < 2000; ++i) {
        token += mpm::encodeBase64(std::to_string(i * 7919 + 104729));
    }
    return token;
}

/// What of its base64 depends on the password alone, where `before` octets stand before it: modulo 3 that counts.
std::string base64Behind(std::size_t before, const std::string& password)
{
    const auto whole = mpm::encodeBase64(std::string(before, 'x') + password);
    const auto first = (before * 8 + 5) / 6;
    const auto last = (before + password.size()) * 8 / 6;
    return whole.substr(first, last - first);
}

/// As SHA-256 takes it in: words of four octets, the last of them first.
std::string inWords(const std::string& password)
{
    auto words = password.substr(0, password.size() / 4 * 4);
    for (auto word = words.begin(); word != words.end(); word += 4) {
        std::reverse(word, word + 4);
    }
    return words;
}

std::string mixedWith(char key, std::string password)
{
    for (auto& c : password) {
        c = static_cast<char>(c ^ key);
    }
    return password;
}

/// The password, and what the mechanisms, the masks and HMAC (RFC 2104) make of it. Of a long one a part is enough.
std::vector<Needle> needlesOf(const std::string& password)
{
    const auto part = password.substr(0, 24);
    const auto tail = password.substr(password.size() - std::min<std::size_t>(password.size(), 24));
    std::vector<Needle> needles{{"password", part},
                                {"its end", tail},
                                {"PLAIN", std::string("\0tim\0", 5) + part},
                                {"HMAC's inner key", mixedWith('\x36', part)},
                                {"HMAC's outer key", mixedWith('\x5C', part)},
                                {"SHA-256's words", inWords(part)}};
    for (const std::size_t before : {0, 1, 2}) {
        needles.push_back({"base64 behind " + std::to_string(before), base64Behind(before, part)});
    }
    return needles;
}

/// One line of the client after the other is answered by these; then the server is silent.
using Replies = std::vector<std::function<std::string(const std::string& line)>>;

std::function<std::string(const std::string&)> says(const std::string& reply)
{
    return [reply](const std::string&) { return reply + "\r\n"; };
}

std::string serverFirst(const std::string& line)
{
    const auto first = mpm::decodeBase64(line.substr(line.rfind(' ') + 1)).value_or("");
    return "334 " + mpm::encodeBase64(first.substr(first.find("r=")) + "x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096") + "\r\n";
}

struct Moment {
    std::string name;
    std::string mechanism;
    Replies replies;
    std::string password = usual;
};

std::vector<Moment> moments()
{
    const auto user = says("334 VXNlcm5hbWU6");
    const auto password = says("334 UGFzc3dvcmQ6");
    const auto challenge = says("334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+");
    const auto refused = says("535 5.7.8 no");
    const auto accepted = says("235 2.7.0 welcome");
    std::vector<Moment> all{
        {"PLAIN has said all at once", "PLAIN", {}},
        {"PLAIN is too long for one line", "PLAIN", {says("334 ")}, longToken()},
        {"LOGIN has said the password", "LOGIN", {user, password}},
        {"CRAM-MD5 has answered", "CRAM-MD5", {challenge}},
        {"SCRAM-SHA-256 has given its proof", "SCRAM-SHA-256", {serverFirst}},
        {"XOAUTH2 has said the token", "XOAUTH2", {}},
        {"PLAIN was refused", "PLAIN", {refused}},
        {"LOGIN was refused", "LOGIN", {user, password, refused}},
        {"CRAM-MD5 was refused", "CRAM-MD5", {challenge, refused}},
        {"SCRAM-SHA-256 was refused", "SCRAM-SHA-256", {serverFirst, refused}},
        {"XOAUTH2 was refused", "XOAUTH2", {says("334 e30="), refused}, longToken()},
        {"PLAIN was accepted", "PLAIN", {accepted}},
        {"LOGIN was accepted", "LOGIN", {user, password, accepted}},
        {"CRAM-MD5 was accepted", "CRAM-MD5", {challenge, accepted}},
        {"XOAUTH2 was accepted", "XOAUTH2", {accepted}},
    };
    for (const auto& other : {shortOne, longerThanBlock}) {
        for (std::size_t i = 0; i < 6; ++i) {
            if (all[i].password == usual) {
                auto moment = all[i];
                moment.password = other;
                all.push_back(moment);
            }
        }
    }
    return all;
}

/// Answers as the moment has it; from its silence on `told` is true.
class Server {
public:
    explicit Server(Moment moment) : moment_(std::move(moment)) {}

    std::string answer(const std::string& line)
    {
        if (next_ < moment_.replies.size()) {
            return moment_.replies[next_++](line);
        }
        told_ = true;
        return {};
    }

    bool told() const { return told_; }

private:
    Moment moment_;
    std::size_t next_ = 0;
    std::atomic<bool> told_{false};
};

/// The check, waiting since the server fell silent.
class Waiting {
public:
    Waiting(const Server& server, const std::vector<std::string>& arguments, const Environment& environment = {})
        : check_(argv(arguments), {.environment = environment, .log = folder_ / "out"})
    {
        while (!server.told() || !sleeps(check_.pid())) {
            INFO(contentOf(folder_ / "out"));
            REQUIRE(check_.running());
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    pid_t pid() const { return check_.pid(); }

private:
    static std::vector<std::string> argv(const std::vector<std::string>& more)
    {
        std::vector<std::string> all{pluginPath("check_smtp_send"),
                                     "-H",
                                     "127.0.0.1",
                                     "-t",
                                     scaled("20"),
                                     "--to",
                                     "b@example.com",
                                     "-f",
                                     "a@example.org",
                                     "-F",
                                     "client.example",
                                     "-vvv"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    TempDir folder_;
    ChildProcess check_;
};

/// What there is beside one copy of the password, and that one if it is missing, which would mean that the search is
/// blind.
std::vector<std::string> tooMuchIn(pid_t process, const std::string& password)
{
    std::vector<std::string> wrong;
    std::map<std::string, int> count;
    for (const auto& [needle, mapping] : search(process, needlesOf(password))) {
        const bool plain = needle == "password" || needle == "its end";
        if (++count[needle] > (plain ? 1 : 0)) {
            wrong.push_back(needle + " at " + mapping);
        }
    }
    if (count["password"] == 0) {
        wrong.emplace_back("no password at all");
    }
    return wrong;
}

Script scriptOf(const std::shared_ptr<Server>& server)
{
    const auto talk = [server](ServerEnd& end) {
        std::string line;
        while (end.readLine(line)) {
            if (!end.write(server->answer(line))) {
                return false;
            }
        }
        return false;
    };
    return {send("220 mx.example.com ESMTP\r\n"),
            answerEhlo("250-mx\r\n250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2\r\n"), talk};
}

/// Where a password can come from, beside a file.
Lines sources()
{
#ifdef __SANITIZE_ADDRESS__
    return {"ini", "pipe"}; // the sanitizer keeps an environment of its own
#else
    return {"ini", "pipe", "environment"};
#endif
}

/// How a password is given to a check, and who writes it into a pipe.
struct Given {
    Lines arguments;
    Environment environment;
    std::shared_ptr<std::thread> writer;
};

Given giveBy(const std::string& source, const std::string& password, const TempDir& folder)
{
    if (source == "ini") {
        const auto line = "auth-password = \"" + password + "\"\n";
        const auto ini = folder.write("send.ini", "[other]\n" + line + "[login]\nauth-user = tim\n" + line);
        return {{"--extra-opts=login@" + ini.string()}, {}, {}};
    }
    if (source == "environment") {
        return {{"-U", "tim"}, {{"CHECK_SMTP_PASSWORD", password}}, {}};
    }
    const auto pipe = folder / "pipe";
    std::filesystem::remove(pipe);
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::shared_ptr<std::thread> writer(
        new std::thread([pipe, password] { std::ofstream(pipe) << password << "\n"; }), [](std::thread* thread) {
            thread->join();
            delete thread;
        });
    return {{"-U", "tim", "--auth-password-file", pipe}, {}, writer};
}

std::string port(std::uint16_t number)
{
    return std::to_string(number);
}

} // namespace

TEST_CASE("While a server keeps a login waiting, one copy of the password is in the memory")
{
    if (!mayReadMemory()) {
        WARN("only root can look into the memory of a check that knows a password");
        return;
    }
    const TempDir folder;
    for (const auto& moment : moments()) {
        CAPTURE(moment.name, moment.password.size());
        const auto file = folder.write("secret", moment.password + "\nand a second line\n");
        const auto server = std::make_shared<Server>(moment);
        const HostileSmtp smtp(scriptOf(server));
        std::vector<std::string> arguments{"-p", port(smtp.port()),    "-U", "tim",           "--auth-password-file",
                                           file, "--auth-allow-clear", "-A", moment.mechanism};
        if (moment.name.find("refused") != std::string::npos) {
            arguments.insert(arguments.end(), {"--expect", "auth=535", "--expect", "mail=530"});
        }
        const Waiting check(*server, arguments);
        CHECK(tooMuchIn(check.pid(), moment.password) == Lines{});
    }
}

TEST_CASE("Inside TLS, too, one copy of the password is in the memory")
{
    if (!mayReadMemory()) {
        WARN("only root can look into the memory of a check that knows a password");
        return;
    }
    const TempDir folder;
    const TestPki pki;
    const auto anchors = folder.write("ca.pem", pki.root.pem());
    for (const auto& moment : moments()) {
        CAPTURE(moment.name, moment.password.size());
        const auto file = folder.write("secret", moment.password + "\nand a second line\n");
        const auto server = std::make_shared<Server>(moment);
        const TlsServer smtp({.chain = {pki.leaf(), pki.intermediate},
                              .ehloInside = "250-mx\r\n250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2\r\n",
                              .others = [server](const std::string& line) { return server->answer(line); }});
        std::vector<std::string> arguments{"-p",
                                           port(smtp.port()),
                                           "-U",
                                           "tim",
                                           "--auth-password-file",
                                           file,
                                           "-S",
                                           "--ca-file",
                                           anchors,
                                           "--verify-name",
                                           "mail.example.org",
                                           "-A",
                                           moment.mechanism};
        if (moment.name.find("refused") != std::string::npos) {
            arguments.insert(arguments.end(), {"--expect", "auth=535", "--expect", "mail=530"});
        }
        const Waiting check(*server, arguments);
        CHECK(tooMuchIn(check.pid(), moment.password) == Lines{});
    }
}

TEST_CASE("Wherever a password comes from, one copy of it is in the memory, and /proc shows none")
{
    if (!mayReadMemory()) {
        WARN("only root can look into the memory of a check that knows a password");
        return;
    }
    const TempDir folder;
    for (const auto& password : {shortOne, usual, longerThanBlock}) {
        for (const auto& source : sources()) {
            for (const bool greets : {false, true}) {
                CAPTURE(source, password.size(), greets);
                const auto server = std::make_shared<Server>(Moment{"", "PLAIN", {}, password});
                const auto mute = [server](ServerEnd&) { return server->answer("").empty(); };
                const HostileSmtp smtp(greets ? scriptOf(server) : Script{mute, staySilent()});
                const auto given = giveBy(source, password, folder);
                auto arguments = given.arguments;
                arguments.insert(arguments.end(), {"-p", port(smtp.port()), "-A", "PLAIN", "--auth-allow-clear"});
                const Waiting check(*server, arguments, given.environment);
                CHECK(tooMuchIn(check.pid(), password) == Lines{});
                const auto process = "/proc/" + std::to_string(check.pid());
                CHECK_FALSE(holds(contentOf(process + "/environ") + contentOf(process + "/cmdline"), password));
            }
        }
    }
}
