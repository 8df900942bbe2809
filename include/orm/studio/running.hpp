// SPDX-License-Identifier: MIT
// What runs at the moment, so that the page can stop it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include <orm/driver/postgres/cancel.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::studio {

/// Statements by the names that the page gave them.
///
/// Thread:   any.
class running_statements {
public:
    /// Stands for one statement as long as it lives.
    class entry {
    public:
        entry(running_statements& all, std::string name, driver::postgres::connection& server)
            : all_(all), name_(std::move(name)) {
            if (name_.empty()) return;
            const std::lock_guard<std::mutex> held(all_.mutex_);
            all_.by_name_[name_] = &server;
        }
        entry(const entry&) = delete;
        entry& operator=(const entry&) = delete;
        ~entry() {
            if (name_.empty()) return;
            const std::lock_guard<std::mutex> held(all_.mutex_);
            all_.by_name_.erase(name_);
        }

    private:
        running_statements& all_;
        std::string name_;
    };

    /// Asks the server to stop it. Waits until the server has heard, so that the request cannot hit
    /// what the connection does next.
    ///
    /// Gives:    false when nothing of that name runs.
    bool cancel(const std::string& name) {
        const std::lock_guard<std::mutex> held(mutex_);
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) return false;
        stop(*found->second);
        return true;
    }

    void cancel_all() {
        const std::lock_guard<std::mutex> held(mutex_);
        for (const auto& each : by_name_) stop(*each.second);
    }

private:
    static void stop(driver::postgres::connection& server) {
        const driver::postgres::cancel_request request(server.session_link().native());
        request.has_finished(driver::postgres::deadline::in(std::chrono::seconds(2)));
    }

    std::mutex mutex_;
    std::map<std::string, driver::postgres::connection*> by_name_;
};

}  // namespace orm::studio
