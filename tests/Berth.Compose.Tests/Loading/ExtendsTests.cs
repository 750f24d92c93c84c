namespace Berth.Compose.Tests;

public sealed class ExtendsTests
{
    [Fact]
    public void A_service_is_put_over_the_one_that_it_extends()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {extends: b, user: u, cap_add: [Y]}, b: {extends: {service: c}, image: x, cap_add: [X]}, c: {image: y, tty: true}}").Service();
        Assert.Equal(("x", "u", true), (service.Image, service.User, service.Tty));
        Assert.Equal(["X", "Y"], service.CapAdd);
    }

    [Fact]
    public void Paths_in_another_file_start_at_that_file()
    {
        ServiceConfig service = new MemoryFiles()
            .With("compose.yaml", "services: {a: {extends: {service: b, file: sub/base.yaml}}}")
            .With("sub/base.yaml", "services: {b: {extends: {service: c, file: ../more/deep.yaml}, build: ., volumes: [\"./d:/d\"]}}")
            .With("more/deep.yaml", "services: {c: {env_file: e.env, volumes: [\"./e:/e\"]}}")
            .With("more/e.env", "E=1")
            .Service();
        Assert.Equal("/p/app/sub", service.Build!.Context);
        Assert.Equal(["/p/app/more/e", "/p/app/sub/d"], service.Volumes.Select(volume => volume.Source));
        Assert.Equal("1", service.Environment["E"]);
    }

    [Fact]
    public void What_is_not_extended_in_another_file_need_not_be_right()
    {
        Assert.Equal("x", new MemoryFiles()
            .With("compose.yaml", "services: {a: {extends: {service: b, file: o.yaml}}}")
            .With("o.yaml", "services: {b: {image: x}, c: {nonsense: 1}}")
            .Service().Image);
    }

    [Fact]
    public void Tags_clear_what_is_extended()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {extends: b, ports: !reset [], cap_add: !override [Z]}, b: {image: x, ports: [\"80\"], cap_add: [X]}}").Service();
        Assert.Empty(service.Ports);
        Assert.Equal(["Z"], service.CapAdd);
    }

    [Theory]
    [InlineData("services: {a: {extends: a}}", "1:16 \"a\" extends itself")]
    [InlineData("services: {a: {extends: b}, b: {extends: c}, c: {extends: a}}", "1:16 \"a\" extends itself by way of others")]
    [InlineData("services: {a: {extends: web}, webb: {image: x}}", "1:25 no service \"web\" in this file to extend")]
    [InlineData("services: {a: {extends: {file: o.yaml}}}", "1:25 services.a.extends needs the name of a service")]
    [InlineData("services: {a: {extends: {service: b, file: nope.yaml}}}", "1:44 nope.yaml does not exist")]
    [InlineData("services: {a: {extends: {service: b, file: empty.yaml}}}", "1:44 empty.yaml has no services")]
    [InlineData("services: {a: {extends: {service: b, file: circle.yaml}}}", "1:16 \"b\" extends itself by way of others")]
    [InlineData("services: {a: {extends: {service: b, file: wrong.yaml}}, c: {extends: {service: b, file: wrong.yaml}}}", "1:15 services.b must be a mapping")]
    [InlineData("services: {a: {extends: b}, b: text}", "1:32 services.b must be a mapping")]
    public void Says_what_is_wrong(string text, string expected) => Assert.Equal(expected, MemoryFiles.Of(text)
        .With("empty.yaml", "networks: {}")
        .With("wrong.yaml", "services: {b: text}")
        .With("circle.yaml", "services: {b: {extends: {service: c, file: circle.yaml}}, c: {extends: {service: b, file: circle.yaml}}}")
        .Errors()[0]);

    [Theory]
    [InlineData("services: {a: {extends: b}, b: text, c: {extends: b}}")]
    [InlineData("services: {b: text, a: {extends: b}}")]
    public void A_service_that_is_none_is_told_once(string text) => Assert.Single(MemoryFiles.Of(text).Errors());

    [Fact]
    public void A_mistake_in_what_is_extended_is_shown_where_it_is()
    {
        ComposeLoadResult result = new MemoryFiles()
            .With("compose.yaml", "services: {a: {extends: {service: b, file: o.yaml}}}")
            .With("o.yaml", "services:\n  b:\n    image: x\n    depends_on: [db]\n").Load();
        Assert.Equal("/p/app/o.yaml:4:18", result.Diagnostics[0].Span.ToString());
    }
}
