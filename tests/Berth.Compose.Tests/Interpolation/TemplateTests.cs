namespace Berth.Compose.Tests;

/// <summary>All operators, by what Compose answers for A=1, E empty, U not set.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("x", "x")]
    [InlineData("$A", "1")]
    [InlineData("${A}", "1")]
    [InlineData("x${A}y$E.", "x1y.")]
    [InlineData("$$A $$$A", "$A $1")]
    [InlineData("$1 $ $", "$1 $ $")]
    [InlineData("${U:-d}", "d")]
    [InlineData("${E:-d}|${E-d}", "d|")]
    [InlineData("${A:-d}|${A-d}", "1|1")]
    [InlineData("${A:+r}|${E:+r}|${E+r}|${U+r}", "r||r|")]
    [InlineData("${A:?m}|${E?m}", "1|")]
    [InlineData("${U:-${A}}", "1")]
    [InlineData("${U:-${U:-${U-z}}}", "z")]
    [InlineData("${U:-a$A}b", "a1b")]
    [InlineData("${U:-{}}", "{}")]
    [InlineData("${U:-{\"a\":1}}", "{\"a\":1}")]
    [InlineData("${U:-a} and ${U:-b}", "a and b")]
    [InlineData("${U:-a:-b}", "a:-b")]
    [InlineData("${U-}", "")]
    [InlineData("$$${A}", "$1")]
    [InlineData("${U:-$$x}", "$x")]
    public void Expands(string text, string expected)
    {
        Variables variables = new();
        Template template = new(variables, new LoadLimits());
        Assert.Equal(expected, template.Expand(text));
        Assert.Null(template.Fault);
    }

    [Theory]
    [InlineData("${}", "${}")]
    [InlineData("${A", "${A")]
    [InlineData("${1}", "${1}")]
    [InlineData("${A:=x}", "${A:=x}")]
    [InlineData("${A!x}", "${A!x}")]
    [InlineData("${A:-x\n}", "${A:-x\n}")]
    [InlineData("${ A}", "${ A}")]
    public void Refuses_what_is_no_variable(string text, string named)
    {
        Template template = new(new Variables(), new LoadLimits());
        template.Expand(text);
        Assert.Equal((TemplateFaultKind.Syntax, named), (template.Fault!.Kind, template.Fault.Reason));
    }

    [Theory]
    [InlineData("${U:?must be}", "U", "must be")]
    [InlineData("${E:?}", "E", "")]
    [InlineData("${U?see ${A}}", "U", "see 1")]
    [InlineData("${A:-${U:?evaluated all the same}}", "U", "evaluated all the same")]
    public void Says_what_is_missing(string text, string name, string reason)
    {
        Template template = new(new Variables(), new LoadLimits());
        template.Expand(text);
        Assert.Equal((TemplateFaultKind.Missing, name, reason), (template.Fault!.Kind, template.Fault.Name, template.Fault.Reason));
    }

    [Fact]
    public void Hears_of_variables_that_are_not_set()
    {
        Variables variables = new();
        new Template(variables, new LoadLimits()).Expand("$U ${U} ${U:-d} $A");
        Assert.Equal(["U", "U"], variables.Missing);
    }

    [Fact]
    public void Deep_nesting_is_a_fault_and_no_crash()
    {
        Template template = new(new Variables(), new LoadLimits());
        template.Expand(string.Concat(Enumerable.Repeat("${U:-", 100_000)) + new string('}', 100_000));
        Assert.NotNull(template.Fault);
    }

    private sealed class Variables : ITemplateVariables
    {
        public List<string> Missing { get; } = [];

        public string? Find(string name) => name switch { "A" => "1", "E" => "", _ => null };

        public void Unset(string name) => Missing.Add(name);
    }
}
