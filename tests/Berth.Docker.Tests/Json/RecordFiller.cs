using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Berth.Docker.Tests;

/// <summary>Makes a record with a value of its own in each property, so that one that is forgotten shows.</summary>
internal sealed class RecordFiller
{
    private int _next;

    public object Make(Type type)
    {
        var given = Nullable.GetUnderlyingType(type) ?? type;
        _next++;
        return given switch
        {
            _ when given == typeof(string) => "text " + _next.ToString(CultureInfo.InvariantCulture),
            _ when given == typeof(bool) => true,
            _ when given == typeof(JsonElement) => JsonDocument.Parse("{\"n\":" + _next + "}").RootElement,
            _ when given == typeof(EmptyObject) => EmptyObject.Instance,
            _ when given.IsPrimitive => Convert.ChangeType(_next, given, CultureInfo.InvariantCulture),
            _ when given.IsGenericType && given.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => MakeList(given.GenericTypeArguments[0]),
            _ when given.IsGenericType && given.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => MakeMap(given.GenericTypeArguments[1]),
            _ => MakeRecord(given),
        };
    }

    private object MakeRecord(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            property.SetValue(record, Make(property.PropertyType));
        }

        return record;
    }

    private Array MakeList(Type item)
    {
        var list = Array.CreateInstance(item, 2);
        list.SetValue(Make(item), 0);
        list.SetValue(Make(item), 1);
        return list;
    }

    private object MakeMap(Type item)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        map.Add("key " + ++_next, Make(item));
        map.Add("key " + ++_next, Make(item));
        return map;
    }
}
