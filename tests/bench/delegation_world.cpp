// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a command in a network of its own with a scripted internet, in which `shop.example.` has a healthy zone:
//   delegation_world SERVERS DEAD SECONDS COMMAND [ARGUMENT...]
// so many name servers, of which so many are dead, all that far away. The root's server is 20.0.0.1.
#include "support/scripted_internet.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <vector>

using namespace mpm::test;

namespace {

constexpr double commandTimeout = 600; ///< seconds

struct World {
    ScriptedInternet::Zones zones;
    ScriptedInternet::Servers servers;
};

World makeWorld(int count, int dead, double away)
{
    const std::string soa = "@ SOA a.nic.example. hostmaster.nic.example. 2024010101 14400 3600 1209600 3600\n";
    std::string delegation;
    std::string names;
    std::string addresses;
    World world;
    for (int i = 1; i <= count; ++i) {
        const auto name = "ns" + std::to_string(i);
        const auto address = "23.1." + std::to_string(i) + ".1";
        delegation += "shop NS " + name + ".shop\n" + name + ".shop A " + address + "\n";
        names += "@ NS " + name + "\n";
        addresses += name + " A " + address + "\n";
        world.servers[address] = {{"shop.example"}};
        world.servers[address].quirks.silent = i <= dead;
    }
    world.zones["."] = soa + "@ NS a.root.\n@ NS b.root.\na.root. A 20.0.0.1\nb.root. A 20.0.1.1\n"
                             "example. NS a.nic.example.\nexample. NS b.nic.example.\n"
                             "a.nic.example. A 21.0.0.1\nb.nic.example. A 21.0.1.1\n";
    for (char letter = 'a'; letter <= 'm'; ++letter) { // check_zone_auth begins with the root's real names
        world.zones["."] +=
            std::string(1, letter) + ".root-servers.net. A 20.0." + (letter % 2 == 0 ? "0" : "1") + ".1\n";
    }
    world.zones["example"] = soa + "@ NS a.nic\n@ NS b.nic\na.nic A 21.0.0.1\nb.nic A 21.0.1.1\n" + delegation;
    world.zones["shop.example"] = soa + names + addresses + "www A 23.1.1.80\n@ MX 10 www\n";
    for (const auto* address : {"20.0.0.1", "20.0.1.1"}) {
        world.servers[address] = {{"."}};
    }
    for (const auto* address : {"21.0.0.1", "21.0.1.1"}) {
        world.servers[address] = {{"example"}};
    }
    for (auto& [address, server] : world.servers) {
        server.quirks.delay = away;
    }
    return world;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 4) {
        std::cerr << "usage: delegation_world SERVERS DEAD SECONDS COMMAND [ARGUMENT...]\n";
        return 2;
    }
    try {
        const auto world = makeWorld(std::stoi(arguments[0]), std::stoi(arguments[1]), std::stod(arguments[2]));
        const ScriptedInternet internet(world.zones, world.servers);
        const auto result = run({arguments.begin() + 3, arguments.end()}, {.timeout = commandTimeout});
        std::cout << result.out;
        std::cerr << result.err;
        return result.exitStatus;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 2;
    }
}
