// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// Real mail servers from Debian's packages, as `tests/setup test` unpacks them: each on a port of its
// own of 127.0.0.1, with its configuration, queue and log in a folder of its own, in the foreground,
// stopped with its object. A server that is missing or does not start throws std::runtime_error, with
// its log. All but SmtpSink need root.
namespace mpm::test {

/// Configuration lines.
using Lines = std::vector<std::string>;

/// What every server here has.
class RealServer {
public:
    RealServer(const RealServer&) = delete;
    RealServer& operator=(const RealServer&) = delete;
    virtual ~RealServer() = default;

    std::uint16_t port() const { return port_; }
    const TempDir& folder() const { return folder_; }

    /// What the server has logged so far.
    std::string log() const;

protected:
    RealServer();

    /// Runs it until it accepts connections; its output is part of the log.
    void start(const std::vector<std::string>& argv, const Environment& environment = {});

private:
    TempDir folder_;
    std::uint16_t port_;
    std::unique_ptr<ChildProcess> process_; ///< ends before the folder goes
};

/// Postfix as postfix.example.test, without any domain of its own.
class Postfix : public RealServer {
public:
    struct Config {
        Lines main = {};   ///< main.cf, after and so in place of what is set here
        Lines master = {}; ///< more services for master.cf
    };
    Postfix() : Postfix(Config{}) {}
    explicit Postfix(const Config& config);
};

/// Exim as exim.example.test; every RCPT is accepted and goes nowhere unless routers say otherwise.
class Exim : public RealServer {
public:
    struct Config {
        Lines main = {};
        Lines acls = {}; ///< one of the name `acl_rcpt` is asked at RCPT
        Lines routers = {};
        Lines transports = {};
        Lines authenticators = {};
    };
    Exim() : Exim(Config{}) {}
    explicit Exim(const Config& config);
};

/// OpenSMTPD as opensmtpd.example.test, in a mount namespace, since its queue and socket have fixed
/// places; every RCPT is refused unless `rules` say otherwise.
class OpenSmtpd : public RealServer {
public:
    struct Config {
        Lines definitions = {};    ///< pki, table, ... before the listener
        std::string listener = {}; ///< more options of `listen on`
        Lines rules = {};          ///< action and match
    };
    OpenSmtpd() : OpenSmtpd(Config{}) {}
    explicit OpenSmtpd(const Config& config);
};

/// Postfix's smtp-sink, which its options make slow, refusing or rude: {"-q", "EHLO"} closes at EHLO.
class SmtpSink : public RealServer {
public:
    explicit SmtpSink(const std::vector<std::string>& options = {});
};

} // namespace mpm::test
