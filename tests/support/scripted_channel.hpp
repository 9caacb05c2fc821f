// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/channel.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// A dialogue as text, for tests without sockets. Each line is one of
///   # what the dialogue shows
///   S: text    the server sends the line
///   S| text    the server sends the octets; \r \n \t \0 \\ and \xHH are escapes, nothing is added
///   C: text    the client must send the line
///   * closes   the server closes; * resets, * silent likewise
///   ! text     the plan has this command
///   = id ...   the findings that the judge must make of it, in order; nothing behind it for none
struct Dialogue {
    std::vector<std::string> script; ///< the lines S, C and *
    std::vector<std::string> commands;
    std::vector<std::string> findings;

    /// A transcript from its file. Throws std::runtime_error for a line that is none of these.
    static Dialogue read(const std::filesystem::path& file);
};

/// Plays the server's side of a dialogue. What the client says out of turn, or otherwise than written, is a fault.
class ScriptedChannel : public mpm::Channel {
public:
    explicit ScriptedChannel(std::vector<std::string> script) : script_(std::move(script)) {}

    std::string receive(mpm::Deadline deadline) override;
    std::string receivePending() override;
    void send(std::string_view bytes, mpm::Deadline deadline) override;
    mpm::TlsFacts startTls(const mpm::TlsRequest& request, mpm::Deadline deadline) override;

    /// Where the client left the script, in order; empty when it kept to it and came to its end.
    std::vector<std::string> faults() const;

private:
    std::string takeServerOctets();

    std::vector<std::string> script_;
    std::size_t next_ = 0;
    std::vector<std::string> faults_;
};
