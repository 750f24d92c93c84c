using System.Text;

namespace Berth.Compose;

/// <summary>Whole trees as Go's <c>fmt.Sprint</c> prints them: what Compose makes of a mapping where it wants a string.</summary>
internal static class GoPrint
{
    public static string Print(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            return scalar.Print();
        }

        StringBuilder text = new();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.Print());
                break;
            case YamlList list:
                text.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : " ");
                    Append(text, list.Items[i]);
                }

                text.Append(']');
                break;
            case YamlMap map:
                text.Append("map[");
                string separator = "";
                foreach (string key in GoOrder.Keys(map))
                {
                    text.Append(separator).Append(key).Append(':');
                    separator = " ";
                    Append(text, map.Get(key)!);
                }

                text.Append(']');
                break;
        }
    }
}
