package org.samdeblur.api.metadata;

import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

/**
 * Rewrites an XMP packet (ISO 16684-1) event by event: sets the orientation and size of the upright image, and leaves
 * out thumbnails and references to parts of the file that are not kept, such as gain maps and depth maps. Document
 * types are rejected, and the depth is bounded.
 */
final class XmpPacket {
    private static final int MOST_DEPTH = 200;
    private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
    private static final String EXIF = "http://ns.adobe.com/exif/1.0/";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";
    /** Namespaces that refer to other parts of the file: extended XMP, motion photos, gain maps, depth maps. */
    private static final Set<String> ELSEWHERE = Set.of(
            "http://ns.adobe.com/xmp/note/",
            "http://ns.adobe.com/hdr-gain-map/1.0/",
            "http://ns.apple.com/HDRGainMap/1.0/",
            "http://ns.google.com/photos/1.0/container/",
            "http://ns.google.com/photos/1.0/container/item/",
            "http://ns.google.com/photos/1.0/camera/",
            "http://ns.google.com/photos/1.0/depthmap/",
            "http://ns.google.com/photos/1.0/image/",
            "http://ns.google.com/photos/dd/1.0/device/");

    private final XMLEventFactory events = XMLEventFactory.newDefaultFactory();
    private final Map<QName, String> values;

    private XmpPacket(Upright image) {
        String width = String.valueOf(image.width());
        String height = String.valueOf(image.height());
        this.values = Map.of(
                new QName(TIFF, "Orientation"), "1",
                new QName(TIFF, "ImageWidth"), width,
                new QName(TIFF, "ImageLength"), height,
                new QName(EXIF, "PixelXDimension"), width,
                new QName(EXIF, "PixelYDimension"), height);
    }

    /**
     * Returns a packet that describes upright pixels.
     *
     * @param packet the packet as it was read
     * @throws BrokenMetadataException if it is not well-formed XML
     */
    static byte[] upright(byte[] packet, Upright image) throws BrokenMetadataException {
        try {
            return new XmpPacket(image).rewrite(packet);
        } catch (XMLStreamException | RuntimeException e) {
            throw new BrokenMetadataException("is not well-formed");
        }
    }

    private byte[] rewrite(byte[] packet) throws XMLStreamException, BrokenMetadataException {
        XMLInputFactory inputs = XMLInputFactory.newDefaultFactory();
        inputs.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        inputs.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // The JDK's default reporter prints.
        inputs.setXMLReporter((message, type, information, location) -> {});
        XMLEventReader in = inputs.createXMLEventReader(new StringReader(text(packet)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLEventWriter out =
                XMLOutputFactory.newDefaultFactory().createXMLEventWriter(bytes, StandardCharsets.UTF_8.name());
        int depth = 0;
        while (in.hasNext()) {
            XMLEvent event = in.nextEvent();
            if (event.isStartElement()) {
                if (++depth > MOST_DEPTH) {
                    throw new BrokenMetadataException("is nested more than " + MOST_DEPTH + " deep");
                }
                depth -= copy(event.asStartElement(), in, out);
            } else if (!event.isStartDocument() && !event.isEndDocument()) {
                depth -= event.isEndElement() ? 1 : 0;
                out.add(event);
            }
        }
        out.close();
        return bytes.toByteArray();
    }

    /** Decodes a packet strictly, since the JDK's parser prints messages about bytes that are not text. */
    private static String text(byte[] packet) throws BrokenMetadataException {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        try {
            String text = charset(packet)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return withoutPadding(unmarked);
        } catch (CharacterCodingException e) {
            throw new BrokenMetadataException("is not text");
        }
    }

    /** Removes the zeros that some writers add at the end. */
    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Recognises the encoding by the first character, which is {@code <} or a byte order mark. */
    private static Charset charset(byte[] packet) {
        int start = packet.length < 2 ? 0 : (packet[0] & 0xFF) << 8 | packet[1] & 0xFF;
        return switch (start) {
            case 0xFEFF, '<' -> StandardCharsets.UTF_16BE;
            case 0xFFFE, '<' << 8 -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** Writes an element's start, or skips the element; returns the number of elements whose end was reached. */
    private int copy(StartElement element, XMLEventReader in, XMLEventWriter out) throws XMLStreamException {
        if (isLeftOut(element.getName())) {
            skip(in);
            return 1;
        }
        out.add(events.createStartElement(
                element.getName().getPrefix(),
                element.getName().getNamespaceURI(),
                element.getName().getLocalPart(),
                attributes(element),
                element.getNamespaces(),
                element.getNamespaceContext()));
        String value = values.get(element.getName());
        if (value == null) {
            return 0;
        }
        skip(in);
        out.add(events.createCharacters(value));
        out.add(events.createEndElement(element.getName(), element.getNamespaces()));
        return 1;
    }

    private Iterator<Attribute> attributes(StartElement element) {
        List<Attribute> kept = new ArrayList<>();
        element.getAttributes().forEachRemaining(attribute -> {
            if (!isLeftOut(attribute.getName())) {
                String value = values.getOrDefault(attribute.getName(), attribute.getValue());
                kept.add(events.createAttribute(attribute.getName(), value));
            }
        });
        return kept.iterator();
    }

    private static boolean isLeftOut(QName name) {
        return ELSEWHERE.contains(name.getNamespaceURI())
                || (name.getNamespaceURI().equals(XMP) && name.getLocalPart().equals("Thumbnails"));
    }

    /** Skips to the end of the element whose start was read last. */
    private static void skip(XMLEventReader in) throws XMLStreamException {
        for (int open = 1; open > 0; ) {
            XMLEvent event = in.nextEvent();
            open += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }
}
