namespace Berth.Cli.Tests;

public sealed class TableWriterTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_three_spaces()
    {
        var table = new TableWriter();
        table.Add("A", "LONGER THAN TEN", "C");
        table.Add("x", "y", "");
        Assert.Equal("A         LONGER THAN TEN   C\nx         y                 \n", table.ToString());
    }

    [Fact]
    public void A_line_without_a_cell_ends_the_column()
    {
        var table = new TableWriter(0, 1);
        table.Add("a", "b", "c");
        table.Add("heading");
        table.Add("longer", "d", "e");
        Assert.Equal("a b c\nheading\nlonger d e\n", table.ToString());
    }

    [Fact]
    public void Wide_characters_are_cut_by_columns_and_padded_by_characters()
    {
        Assert.Equal("ab…", TextWidth.Ellipsis("abcd", 3));
        Assert.Equal("日…", TextWidth.Ellipsis("日本語", 4));
        Assert.Equal("日本", TextWidth.Ellipsis("日本", 4));
        Assert.Equal(2, TextWidth.Of("😀x"));
    }
}
