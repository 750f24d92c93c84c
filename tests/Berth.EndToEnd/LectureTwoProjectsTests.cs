namespace Berth.EndToEnd;

/// <summary>The lecture's two projects: its own files, word for word, over the example's application.</summary>
public sealed class LectureTwoProjectsTests(LectureTwoProjectsTests.Verbatim projects) : TwoProjectsScenario(projects), IClassFixture<LectureTwoProjectsTests.Verbatim>
{
    [Fact]
    public void The_second_project_is_warned_that_the_network_is_anothers()
    {
        projects.Up();
        projects.Compose(2, "down", "-t", "1").Succeeds();
        projects.Up().Complains("a network with name b2b exists but was not created for project \"project2\"");
    }

    [Fact]
    public void The_image_is_what_the_lectures_dockerfile_says()
    {
        projects.Up();
        projects.Host.Berth("image", "inspect", "-f", "{{json .Config.Entrypoint}} {{.Config.WorkingDir}}", "h2h").Succeeds().Prints("""["python","manage.py","runserver"] /app""");
        projects.Host.Berth("exec", "project1-app-1", "bash", "-c", "for i in $(seq 100); do http --ignore-stdin 127.0.0.1:8000 && break; sleep 0.1; done").Succeeds().Prints("\"db\":");
    }

    /// <summary>The files, driven by <c>docker-compose</c> as the lecture does.</summary>
    public sealed class Verbatim(TestRegistry registry) : TwoProjects(registry)
    {
        private protected override string[] Program => [Host.CalledAs("docker-compose")];

        private protected override string Lay(string folder)
        {
            void Write(string path, string text) => File.WriteAllText(Path.Combine(folder, path), text);
            Write("app/Dockerfile", LectureBlocks.Titled("Dockerfile")[1]);
            foreach (int project in (int[])[1, 2])
            {
                Write($"project{project}/docker-compose.yml", LectureBlocks.Titled("docker-compose.yml")[2 + project]);
                Write($"project{project}/env", LectureBlocks.Titled("env_file")[0]);
            }

            return folder;
        }
    }
}
