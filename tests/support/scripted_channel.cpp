// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_channel.hpp"

#include "io/failure.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

using mpm::FailureKind;
using mpm::PeerFailed;

namespace {

std::string unescape(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'r': out += '\r'; break;
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case '0': out += '\0'; break;
        case 'x':
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
            break;
        default: out += text[i];
        }
    }
    return out;
}

std::string behind(const std::string& line)
{
    return line.size() > 3 ? line.substr(3) : "";
}

bool isServer(const std::string& line)
{
    return line.starts_with("S:") || line.starts_with("S|");
}

} // namespace

Dialogue Dialogue::read(const std::filesystem::path& file)
{
    Dialogue dialogue;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error("no transcript " + file.string());
    }
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.starts_with("#")) {
            continue;
        }
        if (isServer(line) || line.starts_with("C:") || line.starts_with("* ")) {
            dialogue.script.push_back(line);
        } else if (line.starts_with("! ")) {
            dialogue.commands.push_back(line.substr(2));
        } else if (line.starts_with("=")) {
            std::istringstream ids(line.substr(1));
            for (std::string id; ids >> id;) {
                dialogue.findings.push_back(id);
            }
        } else {
            throw std::runtime_error(file.string() + ": what is '" + line + "'?");
        }
    }
    return dialogue;
}

std::string ScriptedChannel::takeServerOctets()
{
    std::string octets;
    while (next_ < script_.size() && isServer(script_[next_])) {
        const auto& line = script_[next_++];
        octets += line.starts_with("S:") ? behind(line) + "\r\n" : unescape(behind(line));
    }
    return octets;
}

std::string ScriptedChannel::receive(mpm::Deadline /*deadline*/)
{
    if (auto octets = takeServerOctets(); !octets.empty()) {
        return octets;
    }
    const auto event = next_ < script_.size() ? script_[next_] : std::string("* closes");
    if (event == "* closes") {
        throw PeerFailed(FailureKind::Closed, "connection closed by the server");
    }
    if (event == "* resets") {
        throw PeerFailed(FailureKind::Closed, "connection reset by the server");
    }
    if (event != "* silent") {
        faults_.push_back("the client waits where the script wants: " + event);
    }
    throw PeerFailed(FailureKind::TimedOut, "no answer within 9.9 s");
}

/// A reply comes only when it is waited for; two in a row are the server's early talk, which is there at once.
std::string ScriptedChannel::receivePending()
{
    return takeServerOctets();
}

void ScriptedChannel::send(std::string_view bytes, mpm::Deadline /*deadline*/)
{
    std::istringstream lines{std::string(bytes)};
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) {
            line.pop_back();
        } else {
            faults_.push_back("the client sent a bare line feed: " + line);
        }
        const auto wanted = next_ < script_.size() ? script_[next_] : std::string("the end");
        if (wanted == "C: " + line) {
            ++next_;
        } else {
            faults_.push_back("the client said \"" + line + "\" where the script has \"" + wanted + "\"");
        }
    }
}

mpm::TlsFacts ScriptedChannel::startTls(const mpm::TlsRequest& /*request*/, mpm::Deadline /*deadline*/)
{
    faults_.emplace_back("the client began TLS, which no script has");
    return {};
}

std::vector<std::string> ScriptedChannel::faults() const
{
    auto faults = faults_;
    const bool atEnd = next_ >= script_.size() || script_[next_].starts_with("* ");
    if (!atEnd) {
        faults.push_back("the client stopped before: " + script_[next_]);
    }
    return faults;
}
