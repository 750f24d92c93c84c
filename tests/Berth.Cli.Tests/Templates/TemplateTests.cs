using System.Text.Json;

namespace Berth.Cli.Tests;

public sealed class TemplateTests
{
    private const string Json =
        """
        {"Name":"/web","State":{"Status":"running","Running":true,"Pid":42,"ExitCode":0},"Args":["a","b c"],"Empty":[],
         "Config":{"Labels":{"x":"1","com.example/y":"z"},"Env":["A=1"]},
         "NetworkSettings":{"Networks":{"one":{"IPAddress":"10.0.0.2"},"two":{"IPAddress":"10.1.0.2"}},"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}],"443/tcp":null}},
         "Size":1.5,"Null":null,"Html":"<a&b>"}
        """;

    [Theory]
    [InlineData("{{.Name}}", "/web")]
    [InlineData("{{.State.Pid}} {{.State.Running}} {{.Size}}", "42 true 1.5")]
    [InlineData("{{json .State}}", """{"Status":"running","Running":true,"Pid":42,"ExitCode":0}""")]
    [InlineData("{{json .Html}}", "\"<a&b>\"")]
    [InlineData("{{.Args}}", "[a b c]")]
    [InlineData("{{.Config.Labels}}", "map[com.example/y:z x:1]")]
    [InlineData("{{index .Config.Labels \"com.example/y\"}}", "z")]
    [InlineData("{{index .Args 1}}", "b c")]
    [InlineData("{{index .Config.Labels \"none\"}}", "")]
    [InlineData("{{range .Args}}<{{.}}>{{end}}", "<a><b c>")]
    [InlineData("{{range $i, $a := .Args}}{{$i}}={{$a}};{{end}}", "0=a;1=b c;")]
    [InlineData("{{range $name, $net := .NetworkSettings.Networks}}{{$name}}:{{$net.IPAddress}} {{end}}", "one:10.0.0.2 two:10.1.0.2 ")]
    [InlineData("{{range .Empty}}x{{else}}none{{end}}", "none")]
    [InlineData("{{if .State.Running}}up{{else}}down{{end}}", "up")]
    [InlineData("{{if eq .State.Status \"exited\"}}1{{else if eq .State.Status \"running\"}}2{{else}}3{{end}}", "2")]
    [InlineData("{{with .State}}{{.Status}}{{end}}", "running")]
    [InlineData("{{with .Null}}x{{else}}{{.Name}}{{end}}", "/web")]
    [InlineData("{{.Name | upper | printf \"%-6s|\"}}", "/WEB  |")]
    [InlineData("{{printf \"%s %d %v %q %t\" .Name .State.Pid .Size .Name true}}", "/web 42 1.5 \"/web\" true")]
    [InlineData("{{join .Args \",\"}} {{lower \"AB\"}} {{title \"ab cd\"}}", "a,b c ab Ab Cd")]
    [InlineData("{{len .Args}}{{len .Name}}", "24")]
    [InlineData("{{println .Name}}", "/web\n")]
    [InlineData("{{slice .Name 1}} {{truncate .Name 2}} {{pad \"x\" 1 2}}|", "web /w  x  |")]
    [InlineData("{{split \"a,b\" \",\"}}", "[a b]")]
    [InlineData("{{$x := .State}}{{$x.Status}}", "running")]
    [InlineData("{{(index .Args 0)}} {{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "a 8080")]
    [InlineData("{{and .Name .Null}}|{{or .Null .Name}}|{{not .Null}}", "<no value>|/web|true")]
    [InlineData("{{lt .State.Pid 50}} {{ge 1 1}} {{ne .Name \"x\"}}", "true true true")]
    [InlineData("a {{- .Name -}} b", "a/webb")]
    [InlineData("{{/* nothing */}}x{{- /* more */ -}} y", "xy")]
    [InlineData("{{`raw \"x\"`}}{{\"tab\\t\"}}", "raw \"x\"tab\t")]
    [InlineData("{{range .Args}}{{if eq . \"b c\"}}{{break}}{{end}}{{.}}{{end}}", "a")]
    [InlineData("{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}", "none")]
    [InlineData("{{range $p, $c := .NetworkSettings.Ports}}{{$p}}{{range $c}} {{.HostPort}}{{end}};{{end}}", "443/tcp;80/tcp 8080;")]
    public void Templates_do_what_gos_do(string template, string expected)
    {
        using var document = JsonDocument.Parse(Json);
        Assert.Equal(expected, Template.Parse(template).Execute(document.RootElement));
    }

    [Theory]
    [InlineData("{{.Foo}}", "template: :1:2: executing \"\" at <.Foo>: map has no entry for key \"Foo\"")]
    [InlineData("{{.Name", "template: :1: unclosed action")]
    [InlineData("{{if .Name}}x", "template: :1: unexpected EOF")]
    [InlineData("{{end}}", "template: :1: unexpected {{end}}")]
    [InlineData("{{nope .Name}}", "template: :1: function \"nope\" not defined")]
    [InlineData("{{\"x}}", "template: :1: unterminated quoted string")]
    [InlineData("{{}}", "template: :1: missing value for command")]
    [InlineData("{{index .Args 5}}", "template: :1: executing \"\" at <index>: error calling index: index out of range: 5")]
    [InlineData("{{range .Name}}{{end}}", "template: :1:0: executing \"\": range can't iterate over /web")]
    public void Wrong_templates_say_what_is_wrong(string template, string message)
    {
        using var document = JsonDocument.Parse(Json);
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Template.Parse(template).Execute(document.RootElement)).Message);
    }
}
