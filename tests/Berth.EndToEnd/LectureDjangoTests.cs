namespace Berth.EndToEnd;

/// <summary>The lecture's four-service project: its own files, word for word, over the example's application.</summary>
public sealed class LectureDjangoTests(LectureDjangoTests.Verbatim project) : DjangoScenario(project), IClassFixture<LectureDjangoTests.Verbatim>
{
    [Fact]
    public void The_image_is_what_the_lectures_dockerfile_says()
    {
        project.Up();
        project.Host.Berth("inspect", "-f", "{{json .Config.Entrypoint}} {{.Config.WorkingDir}} {{json .Config.Env}}", "django-djangoapp").Succeeds()
            .Prints("""["sh","/entrypoint.sh"] /opt/services/djangoapp/src/hello""").Prints("\"PYTHONBUFFERED=1\"");
        project.Compose("up", "-d", "--build").Succeeds().Complains("Running").Complains("\"version\" is obsolete");
    }

    /// <summary>The files, driven by <c>docker-compose</c> as the lecture does.</summary>
    public sealed class Verbatim(TestRegistry registry) : DjangoProject(registry)
    {
        private protected override string[] Program => [Host.CalledAs("docker-compose")];

        private protected override string Lay(string folder)
        {
            void Write(string path, string text) => File.WriteAllText(Path.Combine(folder, path), text);
            Write("docker-compose.yml", LectureBlocks.Titled("docker-compose.yml")[2]);
            Write("Dockerfile", LectureBlocks.Titled("Dockerfile")[0]);
            Write("entrypoint.sh", LectureBlocks.Titled("entrypoint.sh")[0]);
            Write("config/nginx/conf.d/nginx.conf", LectureBlocks.Titled("nginx.conf")[0]);
            foreach (string database in (string[])["database1", "database2"]) Write($"config/db/{database}_env", LectureBlocks.Titled("env_file")[0]);
            return folder;
        }
    }
}
