// SPDX-License-Identifier: MIT
// Runs the kit in this process, with any catalog in the place of a compiled schema.
#pragma once

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <orm/kit/program.hpp>

#include "support/database.hpp"
#include "support/temporary_folder.hpp"
#include "support/through_pooler.hpp"

namespace orm_test {

/// Sends a descriptor into a file for one scope.
class captured_stream {
public:
    explicit captured_stream(std::FILE* stream)
        : stream_(stream), file_(std::tmpfile()), original_(::dup(::fileno(stream))) {
        std::fflush(stream_);
        ::dup2(::fileno(file_), ::fileno(stream_));
    }
    captured_stream(const captured_stream&) = delete;
    captured_stream& operator=(const captured_stream&) = delete;
    ~captured_stream() {
        restore();
        std::fclose(file_);
    }

    std::string take() {
        restore();
        std::string text;
        std::rewind(file_);
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_))
            text += static_cast<char>(c);
        return text;
    }

private:
    void restore() {
        if (original_ < 0) return;
        std::fflush(stream_);
        ::dup2(original_, ::fileno(stream_));
        ::close(std::exchange(original_, -1));
    }

    std::FILE* stream_;
    std::FILE* file_;
    int original_;
};

struct kit_result {
    int status = 0;
    std::string out;
    std::string err;

    nlohmann::ordered_json object() const { return nlohmann::ordered_json::parse(out); }
};

/// A project: a folder, a database, and what its "compiled schema" says. Nobody answers questions.
class kit_project {
public:
    explicit kit_project(const std::string& ddl = {}) {
        if (!ddl.empty()) database.run(ddl);
        const int nothing = ::open("/dev/null", O_RDONLY);
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }

    kit_result run(std::vector<std::string> words) {
        words.insert(words.begin(), "kit");
        words.insert(words.end(), {"--url", database.url()});
        return run_plain(std::move(words));
    }

    kit_result run_plain(std::vector<std::string> words) {
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        orm::kit::compiled_schema schema;
        schema.catalog = [this] { return wanted; };
        captured_stream out(stdout);
        captured_stream err(stderr);
        orm::kit::config settings;
        settings.root = folder.path();
        kit_result result;
        result.status = orm::kit::run_program(static_cast<int>(words.size()), arguments.data(),
                                              schema, settings);
        result.out = out.take();
        result.err = err.take();
        return result;
    }

    /// What the database is now, as far as C++ can say it.
    orm::catalog::database live() {
        const orm::driver::postgres::execution_context context;
        auto server = orm::driver::postgres::connect(
            orm::driver::postgres::parse_url(database.url()), context);
        return orm::kit::declarable(orm::inspect::from_server(server)).part;
    }

    test_database database;
    temporary_folder folder;
    orm::catalog::database wanted;
};

}  // namespace orm_test
